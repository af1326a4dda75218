import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { pageLanguages, productName, type PageLanguage } from './consentTexts.ts';

const style = `
:root { color-scheme: light dark; --page: #f5f5f5; --card: #fff; --text: #242424; --faint: #616161; --mark: #0f6cbd; }
@media (prefers-color-scheme: dark) { :root { --page: #1f1f1f; --card: #292929; --text: #fff; --faint: #adadad; --mark: #479ef5; } }
:root:has([data-outcome=granted]) { --mark: #107c10; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--text); font: 16px/1.5 'Segoe UI', system-ui, sans-serif; }
main { max-width: 520px; padding: 40px; border-radius: 8px; border-top: 4px solid var(--mark); background: var(--card); box-shadow: 0 2px 8px rgb(0 0 0 / 14%); }
h1 { margin: 4px 0 16px; font-size: 24px; line-height: 1.3; font-weight: 600; }
h2 { margin: 24px 0 8px; font-size: 18px; font-weight: 600; }
p { margin: 0 0 12px; }
.product, .id { margin: 0; font-size: 14px; color: var(--faint); }
.next { font-weight: 600; }
a { color: var(--mark); }
.id { margin-top: 24px; font-size: 12px; overflow-wrap: anywhere; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Lets the page's own style in, and nothing else. */
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Of the two that the pages have, the one that the browser asks for first; English where it asks for neither. */
export function languageOf(request: Pick<Request, 'acceptsLanguages'>): PageLanguage {
  return request.acceptsLanguages(...pageLanguages) === 'pl' ? 'pl' : 'en';
}

export function plainPageHeaders(language: PageLanguage): Readonly<Record<string, string>> {
  return { 'content-security-policy': policy, 'content-language': language, vary: 'Accept-Language' };
}

interface PlainPage {
  readonly language: PageLanguage;
  readonly title: string;
  /** HTML, of fixed texts only: nothing is escaped here. */
  readonly body: string;
  readonly outcome?: string;
}

/** A page outside of Teams, without scripts, in the browser's colours, for `plainPageHeaders`. */
export function plainPage({ language, title, body, outcome }: PlainPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main${outcome === undefined ? '' : ` data-outcome="${outcome}"`}>
<p class="product">${productName}</p>
${body}
</main>
</body>
</html>
`;
}
