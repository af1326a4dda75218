import { createRequire } from 'node:module';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type * as AdaptiveCards from 'adaptivecards';
import { cardActionSchema } from './cardAction.ts';
import { cardSchema } from './testCardSchema.ts';

/** Its main file is for bundlers only. */
const { AdaptiveCard, HostConfig, SerializationContext } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as typeof AdaptiveCards;

/** Names that a card must show as they are: what looks like Markdown or HTML, is long, runs from right to left, or is set in several lines. */
export const awkwardNames: readonly string[] = [
  '**Contoso** [free](https://evil.example) # _A_ `x` 1. - * ~~y~~',
  '<img src=x onerror="alert(1)"><script>alert(2)</script>&amp;<at>everyone</at>',
  'Zażółć gęślą jaźń '.repeat(12).slice(0, 200),
  'W'.repeat(200),
  'شركة المثال (٢٠٢٦) Ltd. \u202Egnp.exe',
  '🦄👩‍👩‍👧‍👦 Fabrikam 🇵🇱',
  `"Quoted" 'single' \\back\\slash {{name}} $t(answers.x) \${x}`,
  'Line one\nLine two\r\n\tTabbed',
  ' ',
];

const actionsMax = 6;

/** Below what the kit takes, and Teams sends. */
const bytesMax = 80_000;

interface Node {
  readonly type?: unknown;
  readonly [key: string]: unknown;
}

/**
 * Asserts that Teams takes the card and shows it whole: it has the form of `cardSchema`; Microsoft's own renderer reads it without a warning;
 * charts have a fallback; what buttons ask for is what the bot understands; nothing in it is read as Markdown; it is small enough; and it
 * says something to who has it read aloud. @throws Error that says what is wrong, and where
 */
export function assertCard(card: IAdaptiveCard): void {
  const sent: unknown = JSON.parse(JSON.stringify(card));
  const checked = cardSchema.safeParse(sent);
  if (!checked.success) throw new Error(`The card has not the form of a card: ${checked.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ')}`);
  assertNodes(sent);
  const warnings = renderersWarnings(checked.data);
  if (warnings.length > 0) throw new Error(`The renderer warns: ${warnings.join('; ')}`);
  const bytes = Buffer.byteLength(JSON.stringify(card), 'utf16le');
  if (bytes >= bytesMax) throw new Error(`The card has ${bytes} bytes, ${bytesMax} are too many.`);
  if (cardTexts(card).join('').trim() === '') throw new Error('The card says nothing.');
}

/** All texts of a card in the order in which they are read, with the captions of inputs and buttons; of a chart its title. Without the isolates around names. */
export function cardTexts(card: IAdaptiveCard): string[] {
  const texts: string[] = [];
  const read = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) read(one);
    if (!isNode(node)) return;
    if (node.type === 'TextRun' && typeof node['text'] === 'string') texts.push(node['text']);
    for (const key of ['title', 'label']) if (typeof node[key] === 'string') texts.push(node[key]);
    for (const key of ['body', 'columns', 'rows', 'cells', 'items', 'inlines', 'choices', 'inlineAction', 'card', 'actions']) read(node[key]);
  };
  read(card);
  return texts.map((one) => one.replace(/[\u2068\u2069]/gu, ''));
}

/** What the buttons of a card, and of the cards that unfold in it, ask for: each with its caption. */
export function cardButtons(card: IAdaptiveCard): { readonly title: string; readonly verb: string; readonly data: Readonly<Record<string, unknown>> }[] {
  return nodes(card).flatMap((node) => (node.type === 'Action.Execute' ? [{ title: String(node['title']), verb: String(node['verb']), data: (node['data'] ?? {}) as Record<string, unknown> }] : []));
}

/** Texts, and what they say of the card, are checked for each node by itself. */
function assertNodes(card: unknown): void {
  const inputs = nodes(card).flatMap((node) => (typeof node.type === 'string' && node.type.startsWith('Input.') && typeof node['id'] === 'string' ? [node['id']] : []));
  for (const node of nodes(card)) {
    if (node.type === 'Action.Execute') assertUnderstood(node, inputs);
    if (node.type === 'Table') assertEven(node);
  }
  if (new Set(inputs).size < inputs.length) throw new Error(`Two inputs have the same id: ${inputs.join(', ')}.`);
}

/** Typed values are not there yet: any text stands for them. */
function assertUnderstood({ verb, data }: Node, inputs: readonly string[]): void {
  const typed = Object.fromEntries(inputs.map((id) => [id, 'text']));
  const wanted = cardActionSchema.safeParse({ ...typed, ...(data as Record<string, unknown> | undefined), verb });
  if (!wanted.success) throw new Error(`The bot does not understand the button ${String(verb)}: ${wanted.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`).join('; ')}`);
}

function assertEven({ columns, rows }: Node): void {
  const width = Array.isArray(columns) ? columns.length : 0;
  const counts = Array.isArray(rows) ? rows.map((row: { readonly cells: readonly unknown[] }) => row.cells.length) : [];
  if (counts.some((count) => count !== width)) throw new Error(`A table of ${width} columns has rows of ${counts.join(', ')} cells.`);
}

/**
 * The renderer knows no chart: its warning of one is no fault, since the schema demands the fallback that is shown instead. It is not given
 * the language, of which it refuses every second one (its pattern remembers where it stopped).
 */
function renderersWarnings(card: object): string[] {
  const context = new SerializationContext();
  const parsed = new AdaptiveCard();
  // As many as Teams shows: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
  parsed.hostConfig = new HostConfig({ actions: { maxActions: actionsMax } });
  parsed.parse({ ...card, lang: undefined }, context);
  const told = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...told.filter((message) => !message.includes('Unknown element type "Chart.')), ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
}

/** Every object in the card, outer ones first. */
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  return isNode(value) ? [value, ...Object.values(value).flatMap(nodes)] : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
