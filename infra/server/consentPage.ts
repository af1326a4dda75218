import { createHash } from 'node:crypto';
import { backToChat, consentTexts, productName, requestIdLabel, type ConsentOutcome, type PageLanguage } from './consentTexts.ts';

const style = `
:root { color-scheme: light dark; --page: #f5f5f5; --card: #fff; --text: #242424; --faint: #616161; --mark: #0f6cbd; }
@media (prefers-color-scheme: dark) { :root { --page: #1f1f1f; --card: #292929; --text: #fff; --faint: #adadad; --mark: #479ef5; } }
:root:has([data-outcome=granted]) { --mark: #107c10; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--text); font: 16px/1.5 'Segoe UI', system-ui, sans-serif; }
main { max-width: 520px; padding: 40px; border-radius: 8px; border-top: 4px solid var(--mark); background: var(--card); box-shadow: 0 2px 8px rgb(0 0 0 / 14%); }
h1 { margin: 4px 0 16px; font-size: 24px; line-height: 1.3; font-weight: 600; }
p { margin: 0 0 12px; }
.product, .id { margin: 0; font-size: 14px; color: var(--faint); }
.next { font-weight: 600; }
a { color: var(--mark); }
.id { margin-top: 24px; font-size: 12px; overflow-wrap: anywhere; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The personal chat with the bot, in whichever Teams the reader has. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
const chatUrl = (botId: string) => `https://teams.microsoft.com/l/chat/0/0?users=28:${botId}`;

/** Lets the page's own style in, and nothing else. */
export const consentPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * The page at the end of the way through Microsoft Entra ID: says what happened and what to do next. Made of fixed texts only; `requestId`
 * has passed `giveRequestId`, and `botId` is the client id of the configuration, a UUID; undefined where there is no chat to go back to.
 */
export function consentPage(outcome: ConsentOutcome, language: PageLanguage, requestId: string, botId?: string): string {
  const { title, what, next } = consentTexts[language][outcome];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${productName}</title>
<style>${style}</style>
</head>
<body>
<main data-outcome="${outcome}">
<p class="product">${productName}</p>
<h1>${title}</h1>
<p>${what}</p>
<p class="next">${next}</p>
${botId === undefined ? '' : `<p><a href="${chatUrl(botId)}">${backToChat[language]}</a></p>`}
<p class="id">${requestIdLabel[language]}: ${requestId}</p>
</main>
</body>
</html>
`;
}
