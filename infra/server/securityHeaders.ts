import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Where Teams, Outlook and Microsoft 365 show a tab. https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements */
const teamsHosts = [
  "'self'",
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
];

/** What the pages beside the tab show on this machine alone: the tab, and chats on ports of their own. */
const localFrames = ["'self'", 'http://localhost:*', 'http://127.0.0.1:*'];

/** The headers that keep browsers from doing more with an answer than it is for. */
export function securityHeaders(isProduction: boolean): RequestHandler {
  const closed = closedHeaders(isProduction);
  const tab = tabHeaders(isProduction);
  const localPages = tabHeaders(isProduction, localFrames);
  const headersOf = (path: string): RequestHandler => {
    if (/^\/tab(\/|$)/.test(path)) return tab;
    return !isProduction && /^\/local(\/|$)/.test(path) ? localPages : closed;
  };
  return (request, response, next) => headersOf(request.path)(request, response, next);
}

/** For everything but the tab: loads nothing, runs nothing, is shown in no frame. A page with a style of its own names it by its hash. */
function closedHeaders(isProduction: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"], 'frame-ancestors': ["'none'"] } },
    strictTransportSecurity: isProduction,
    xFrameOptions: { action: 'deny' },
  });
}

/** For the tab: its own scripts, its own API, the hosts that may show it in a frame, and what it may show in frames of its own. */
function tabHeaders(isProduction: boolean, frames: readonly string[] = ["'self'"]): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // Fluent UI writes its rules into style elements as it goes.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'frame-src': [...frames],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': teamsHosts,
      },
    },
    strictTransportSecurity: isProduction,
    // Knows no list of hosts, so that it would keep Teams out; `frame-ancestors` does its work.
    xFrameOptions: false,
    // The window that Teams opens for a sign-in tells its opener how it went.
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
  });
}
