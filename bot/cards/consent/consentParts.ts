import type { CardElement, IAdaptiveCard, IExecuteAction, IOpenUrlAction, IShowCardAction } from '@microsoft/teams.cards';
import { declineReasonLengthMax } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { button, buttonWithInputs, facts, faint, heading, text, title } from '../kit.ts';
import { mailFieldsInWords, meetingFieldsInWords } from './consentFields.ts';

export type ContainerStyle = 'emphasis' | 'good' | 'attention' | 'warning';

/** The head of each card: the product, what the card is about, and a sentence or two, set off in the colour of its meaning. */
export function head(texts: Texts, caption: string, sentences: readonly string[], style: ContainerStyle): CardElement {
  return { type: 'Container', style, bleed: true, items: [faint(texts.text('consent.product')), title(caption), ...sentences.map((sentence) => text(sentence, {}, { spacing: 'Small' }))] };
}

export function passage(caption: string, content: string): CardElement {
  return { type: 'Container', spacing: 'Medium', items: [heading(caption), text(content, {}, { spacing: 'None' })] };
}

/** Facts that stand below the head. */
export function leadingFacts(rows: Parameters<typeof facts>[0]): CardElement {
  return { ...facts(rows), spacing: 'Medium' };
}

/** What is read and what never, what for, how long it is kept, who sees what, and how to withdraw: the same for every request, and for every reader. */
export function terms(texts: Texts): CardElement[] {
  const fields = (lead: string, names: readonly { readonly name: string }[]): CardElement => ({
    type: 'RichTextBlock',
    spacing: 'Small',
    inlines: [{ type: 'TextRun', text: `${lead} `, isSubtle: true }, { type: 'TextRun', text: `${names.map(({ name }) => name).join(' · ')}.` }],
  });
  return [
    {
      type: 'Container',
      spacing: 'Medium',
      items: [heading(texts.text('consent.terms.read')), fields(texts.text('consent.terms.ofEmails'), mailFieldsInWords(texts)), fields(texts.text('consent.terms.ofMeetings'), meetingFieldsInWords(texts))],
    },
    passage(texts.text('consent.terms.never'), texts.text('consent.terms.neverText')),
    passage(texts.text('consent.terms.purpose'), texts.text('consent.terms.purposeText')),
    passage(texts.text('consent.terms.kept'), texts.text('consent.terms.keptText')),
    passage(texts.text('consent.terms.seen'), texts.text('consent.terms.seenText')),
    passage(texts.text('consent.terms.withdraw'), texts.text('consent.terms.withdrawText')),
  ];
}

export function reviewButton(texts: Texts, consentId: string): IExecuteAction {
  return button(texts.text('consent.buttons.review'), { verb: 'consent.review', consentId }, { style: 'positive' });
}

export function detailsButton(texts: Texts, consentId: string): IExecuteAction {
  return button(texts.text('consent.buttons.details'), { verb: 'consent.details', consentId });
}

export function backButton(texts: Texts, consentId: string): IExecuteAction {
  return button(texts.text('consent.buttons.back'), { verb: 'consent.show', consentId });
}

/** Unfolds a field for the reason, and the button that declines. */
export function declineButton(texts: Texts, consentId: string): IShowCardAction {
  return {
    type: 'Action.ShowCard',
    title: texts.text('consent.buttons.decline'),
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'Input.Text', id: 'reason', label: texts.text('consent.reason.label'), placeholder: texts.text('consent.reason.placeholder'), isMultiline: true, maxLength: declineReasonLengthMax }],
      actions: [buttonWithInputs(texts.text('consent.buttons.declineNow'), 'consent.decline', { consentId }, { style: 'destructive' })],
    },
  };
}

export function linkButton(caption: string, url: string | undefined): IOpenUrlAction[] {
  return url === undefined ? [] : [{ type: 'Action.OpenUrl', title: caption, url }];
}

/** Teams asks for the viewer's own card by it: of those accounts only, or of everybody in the chat (at most 60) where none is said. */
export function ownCard(consentId: string, accountIds?: readonly string[]): NonNullable<IAdaptiveCard['refresh']> {
  return { action: { type: 'Action.Execute', verb: 'consent.show', data: { consentId } }, ...(accountIds && { userIds: [...accountIds] }) };
}

/** An instant with its time zone: administrators may sit elsewhere. */
export function moment(texts: Texts, at: number, timeZone: string): string {
  return `${texts.instant(at, timeZone)} (${timeZone})`;
}
