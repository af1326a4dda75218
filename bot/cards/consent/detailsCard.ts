import type { CardElement, IAdaptiveCard, IShowCardAction } from '@microsoft/teams.cards';
import type { ConsentReview } from '../../../engine/index.ts';
import type { Texts } from '../../texts/texts.ts';
import { card, facts, faint, heading, marked, table, text } from '../kit.ts';
import { mailFieldsInWords, meetingFieldsInWords, permissionReason, type FieldInWords } from './consentFields.ts';
import { declineButton, head, leadingFacts, moment, ownCard, reviewButton, terms } from './consentParts.ts';

/** More would make the card too long to read; how many there are is told. */
const groupsShownMax = 12;

export interface DetailsCardOptions {
  readonly review: ConsentReview;
  /** Name of who asks, as the directory has it now. */
  readonly askedBy: string | undefined;
  readonly timeZone: string;
  /** Whether the reader may answer; those who may not see the same without the buttons. */
  readonly canAnswer: boolean;
  /** Of the reader in Teams. */
  readonly accountId: string;
}

/** The whole request, for those who may read it: to be sent as an answer to them only, never into a conversation. */
export function detailsCard(texts: Texts, { review, askedBy, timeZone, canAnswer, accountId }: DetailsCardOptions): IAdaptiveCard {
  const { consent, enrichmentName } = review;
  const caption = enrichmentName === '' ? texts.text('consent.details.titleWithoutName') : texts.text('consent.details.title', { name: enrichmentName });
  return card({
    lang: texts.language,
    fallbackText: caption,
    body: [
      head(texts, caption, [texts.text('consent.request.intro')], 'emphasis'),
      leadingFacts([
        [texts.text('consent.details.askedBy'), askedBy ?? texts.text('consent.details.unknownPerson')],
        [texts.text('consent.details.askedAt'), moment(texts, consent.requestedAt, timeZone)],
        [texts.text('consent.details.openUntil'), moment(texts, consent.expiresAt, timeZone)],
      ]),
      ...whose(texts, review),
      ...terms(texts),
      ...permissions(texts, review),
    ],
    actions: [...(canAnswer ? [reviewButton(texts, consent.id), declineButton(texts, consent.id)] : []), fieldsButton(texts)],
    refresh: ownCard(consent.id, [accountId]),
  });
}

/** Groups by their address, people as a number: nobody is named who is only to be read. */
function whose(texts: Texts, { addressCheck, consent }: ConsentReview): CardElement[] {
  const caption = heading(texts.text('consent.details.whose'));
  const { isResolved, people, guests, withoutMailbox, addresses } = addressCheck;
  if (!isResolved) return [caption, text(texts.text('consent.details.unresolved', { count: consent.addresses.length }), {}, { spacing: 'Small' })];
  const groups = addresses.filter(({ kind }) => kind === 'group');
  const shown = groups.slice(0, groupsShownMax).map((group) => texts.text('consent.details.groupMembers', { address: group.typed, count: group.people }));
  if (groups.length > shown.length) shown.push(texts.text('consent.details.moreGroups', { count: groups.length - shown.length }));
  const counted = (name: string, count: number | undefined): [string, string][] => (count ? [[name, texts.number(count)]] : []);
  const countOf = (kind: string) => addresses.filter((address) => address.kind === kind).length;
  return [
    caption,
    facts([
      [texts.text('consent.details.people'), texts.number(people ?? 0)],
      [texts.text('consent.details.groups'), shown.length === 0 ? texts.text('consent.details.noGroups') : shown.join('\n')],
      ...counted(texts.text('consent.details.singly'), countOf('person')),
      ...counted(texts.text('consent.details.guests'), guests),
      ...counted(texts.text('consent.details.withoutMailbox'), withoutMailbox),
      ...counted(texts.text('consent.details.unknown'), countOf('unknown')),
    ]),
  ];
}

function permissions(texts: Texts, review: ConsentReview): CardElement[] {
  const rows = review.permissions.map(({ name, reason, isGranted }): CardElement => ({
    type: 'Container',
    spacing: 'Small',
    items: [
      grantOf(texts, name, isGranted),
      { ...faint(permissionReason(texts, name) ?? reason), spacing: 'None' },
    ],
  }));
  return [heading(texts.text('consent.details.permissions')), ...rows];
}

function grantOf({ text }: Texts, name: string, isGranted: boolean | undefined): CardElement {
  if (isGranted === undefined) return marked('–', 'Default', `${name} · ${text('consent.details.isInExchange')}`);
  return isGranted ? marked('✓', 'Good', `${name} · ${text('consent.details.isGranted')}`) : marked('○', 'Warning', `${name} · ${text('consent.details.isMissing')}`);
}

function fieldsButton(texts: Texts): IShowCardAction {
  const fields = (caption: string, rows: readonly FieldInWords[]): CardElement[] => [
    heading(caption),
    table([texts.text('consent.details.field'), texts.text('consent.details.why')], rows.map(({ name, why }) => [name, why]), [2, 3]),
  ];
  return {
    type: 'Action.ShowCard',
    title: texts.text('consent.buttons.fields'),
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [...fields(texts.text('consent.details.emailFields'), mailFieldsInWords(texts)), ...fields(texts.text('consent.details.meetingFields'), meetingFieldsInWords(texts))],
    },
  };
}
