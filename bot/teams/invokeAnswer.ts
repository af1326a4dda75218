import type { InvokeResponse } from 'botbuilder';
import type { SearchResult } from '../port/message.ts';
import type { Answer } from '../port/turn.ts';
import { cardAttachment, cardType } from './messageActivity.ts';

const sentenceType = 'application/vnd.microsoft.activity.message';
const previewType = 'application/vnd.microsoft.card.thumbnail';

/** Teams shows "Something went wrong" for any other status, also where the answer itself says what did. */
const status = 200;

/**
 * What Teams is answered for a button of a card. https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 * Messages are posted beside; the card stays then, with the sentence of the first of them under it, because clients take no answer without one.
 */
export function cardActionAnswer(answer: Answer): InvokeResponse {
  switch (answer.kind) {
    case 'card':
      return { status, body: { statusCode: status, type: cardType, value: answer.card } };
    case 'sentence':
      return sentence(answer.text);
    case 'messages':
      return sentence(answer.messages[0]?.text ?? '');
    case 'nothing':
      return sentence('');
    case 'results':
      throw new Error('Search results are no answer to a button of a card.');
  }
}

/** What Teams is answered for the search box and for a link. https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
export function extensionAnswer(answer: Answer): InvokeResponse {
  switch (answer.kind) {
    case 'results':
      return { status, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: answer.results.map(resultAttachment) } } };
    case 'nothing':
      return extensionAnswer({ kind: 'results', results: [] });
    case 'sentence':
      return { status, body: { composeExtension: { type: 'message', text: answer.text } } };
    case 'card':
    case 'messages':
      throw new Error(`A ${answer.kind} answer does not fit a search.`);
  }
}

function sentence(text: string): InvokeResponse {
  return { status, body: { statusCode: status, type: sentenceType, value: text } };
}

/** `text` of a thumbnail card is read as markup, `title` and `subtitle` are not. */
function resultAttachment({ title, subtitle, card }: SearchResult) {
  return { ...cardAttachment(card), preview: { contentType: previewType, content: { title, subtitle } } };
}
