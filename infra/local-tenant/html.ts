import type { Reply } from './reply.ts';

/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function htmlOf(value: string | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
  return value.map(({ text }) => text).join('');
}

/** HTML with values in it. Every value is escaped for text and quoted attributes unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(htmlOf)));
}

/**
 * Forms lead here, and from here to a registered redirect URI: browsers hold redirects after a form to `form-action` too.
 * https://www.w3.org/TR/CSP3/#directive-form-action
 */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://localhost:* http://127.0.0.1:*; base-uri 'none'; frame-ancestors 'none'";

const style = new Html(`
:root { color-scheme: light dark; --ink: #1b1a19; --soft: #605e5c; --line: #d2d0ce; --paper: #fff; --ground: #f3f2f1; --accent: #0f6cbd; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #f5f5f5; --soft: #c8c6c4; --line: #52504e; --paper: #292827; --ground: #1b1a19; --accent: #479ef5; --on-accent: #101010; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.45 'Segoe UI', system-ui, sans-serif; }
main { max-width: 30rem; margin: 8vh auto; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; font-weight: 600; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; font-weight: 600; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.soft, small { color: var(--soft); font-size: .875rem; }
ul { margin: 1rem 0; padding: 0; list-style: none; }
li + li { margin-top: .5rem; }
fieldset { margin: 1rem 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.choice { display: block; width: 100%; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.choice:hover { border-color: var(--accent); }
.choice small { display: block; }
.choice input { margin-right: .5rem; }
.row { display: flex; gap: .5rem; margin-top: 1rem; }
.row input { flex: 1; min-width: 0; }
.row input, .row button { padding: .5rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: inherit; font: inherit; }
.row button { cursor: pointer; }
.row button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`);

/** A page of the sign-in service. */
export function pageReply(status: number, title: string, content: Html): Reply {
  const page = html`<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>
`;
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': contentSecurityPolicy,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
  return { status, headers, body: page.text };
}
