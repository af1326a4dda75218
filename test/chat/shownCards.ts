import { z } from 'zod';
import type { Language } from '../../bot/texts/language.ts';
import { textsIn, type TextKey, type TextValues } from '../../bot/texts/texts.ts';
import type { Answer, BotMessage, Card, PlaygroundClient } from './playgroundClient.ts';

/** Around every name, and no part of it. */
const isolates = /[\u2066-\u2069]/gu;

const wordProperties: ReadonlySet<string> = new Set(['text', 'title', 'label', 'placeholder', 'legend', 'subtitle']);

const cardAnswer = z.object({ body: z.object({ type: z.literal('application/vnd.microsoft.card.adaptive'), value: z.record(z.string(), z.unknown()) }) });
const sentenceAnswer = z.object({ body: z.object({ type: z.literal('application/vnd.microsoft.activity.message'), value: z.string() }) });
const executeAction = z.object({ type: z.literal('Action.Execute'), title: z.string(), verb: z.string(), data: z.record(z.string(), z.unknown()) });

/** What the bot says by the name of the text, as `wordsOf` gives it: tests tell which text, and not how it is worded. At a value that is empty the text is cut off. */
export function wordsIn(language: Language): (key: TextKey, values?: TextValues) => string {
  return (key, values) => (textsIn(language).text(key, values).split('\u2068\u2069', 1)[0] ?? '').replace(isolates, '');
}

/** All that a message, a card or any part of one says to people, line by line. */
export function wordsOf(shown: unknown): string {
  return objectsIn(shown)
    .flatMap((object) => Object.entries(object).flatMap(([property, value]) => (wordProperties.has(property) && typeof value === 'string' && value !== '' ? [value] : [])))
    .join('\n')
    .replace(isolates, '');
}

/** The types of the elements of a card, each as often as it occurs. */
export function elementsOf(shown: unknown): unknown[] {
  return objectsIn(shown).flatMap((object) => ('type' in object ? [object.type] : []));
}

/** The captions of the buttons that ask the bot, the folded ones included. */
export function buttonsOf(shown: unknown): string[] {
  return actionsOf(shown).map(({ title }) => title);
}

export interface PressOptions {
  /** Default the one of the message; else one that has been answered in its place. */
  readonly card?: Card;
  /** What is typed into the card's inputs. */
  readonly inputs?: object;
}

/** Presses the button of this caption. @throws RangeError where there is none */
export function press(chat: PlaygroundClient, message: BotMessage, caption: string, { card = cardIn(message), inputs }: PressOptions = {}): Promise<Answer> {
  const found = actionsOf(card).find(({ title }) => title === caption);
  if (found === undefined) throw new RangeError(`There is no button "${caption}", but: ${buttonsOf(card).join(', ')}.`);
  return chat.invoke(found.verb, { ...found.data, ...inputs }, { messageId: message.messageId });
}

/** The only card of a message. */
export function cardIn({ cards, text }: BotMessage): Card {
  const [card, ...others] = cards;
  if (card === undefined || others.length > 0) throw new RangeError(`The message has ${cards.length} cards: ${text}`);
  return card;
}

/** The card with which a button was answered. */
export function answeredCard(answer: Answer): Card {
  const { data } = cardAnswer.safeParse(answer);
  if (data === undefined) throw new RangeError(`Not answered with a card: ${JSON.stringify(answer)}`);
  return data.body.value;
}

/** The sentence with which a button was answered. */
export function answeredSentence(answer: Answer): string {
  const { data } = sentenceAnswer.safeParse(answer);
  if (data === undefined) throw new RangeError(`Not answered with a sentence: ${JSON.stringify(answer)}`);
  return data.body.value.replace(isolates, '');
}

function actionsOf(shown: unknown): z.infer<typeof executeAction>[] {
  return objectsIn(shown).flatMap((object) => {
    const { data } = executeAction.safeParse(object);
    return data === undefined ? [] : [{ ...data, title: data.title.replace(isolates, '') }];
  });
}

/** The value and everything within that is an object, from the outside in. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
