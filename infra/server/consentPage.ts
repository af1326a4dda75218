import { backToChat, consentTexts, productName, requestIdLabel, type ConsentOutcome, type PageLanguage } from './consentTexts.ts';
import { plainPage } from './plainPage.ts';

/** The personal chat with the bot, in whichever Teams the reader has. https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
const chatUrl = (botId: string) => `https://teams.microsoft.com/l/chat/0/0?users=28:${botId}`;

/**
 * The page at the end of the way through Microsoft Entra ID: says what happened and what to do next. Made of fixed texts only; `requestId`
 * has passed `giveRequestId`, and `botId` is the client id of the configuration, a UUID; undefined where there is no chat to go back to.
 */
export function consentPage(outcome: ConsentOutcome, language: PageLanguage, requestId: string, botId?: string): string {
  const { title, what, next } = consentTexts[language][outcome];
  const body = `<h1>${title}</h1>
<p>${what}</p>
<p class="next">${next}</p>
${botId === undefined ? '' : `<p><a href="${chatUrl(botId)}">${backToChat[language]}</a></p>`}
<p class="id">${requestIdLabel[language]}: ${requestId}</p>`;
  return plainPage({ language, title: `${title} – ${productName}`, body, outcome });
}
