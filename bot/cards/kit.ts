import type { CardElement, IAdaptiveCard, IColumn, IExecuteAction, IRichTextBlock, ITextRun } from '@microsoft/teams.cards';
import type { CardAction } from './cardAction.ts';

/** Teams takes about 100 KB a message, counted as UTF-16 with what is around the card. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const cardBytesMax = 80_000;

type RunStyle = Omit<Partial<ITextRun>, 'type' | 'text'>;
type BlockStyle = Omit<Partial<IRichTextBlock>, 'type' | 'inlines'>;

/**
 * Text, as it is: a run, unlike a TextBlock, reads no Markdown, so that nothing in a name can become a link, a list or bold type. Cards are
 * made of these only.
 */
export function text(content: string, style: RunStyle = {}, block: BlockStyle = {}): IRichTextBlock {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: content, ...style }], ...block };
}

export function title(content: string): IRichTextBlock {
  return text(content, { size: 'Large', weight: 'Bolder' });
}

export function heading(content: string): IRichTextBlock {
  return text(content, { weight: 'Bolder' }, { spacing: 'Medium' });
}

export function faint(content: string): IRichTextBlock {
  return text(content, { isSubtle: true, size: 'Small' }, { spacing: 'Small' });
}

/** A text behind a mark that has the colour of its meaning. The text has not: Teams draws some colours too pale to be read on white. */
export function marked(mark: '▲' | '▼' | '●' | '✓' | '○' | '–', color: NonNullable<ITextRun['color']>, content: string, style: RunStyle = {}, block: BlockStyle = {}): IRichTextBlock {
  const { size } = style;
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: `${mark} `, color, ...(size !== undefined && { size }) }, { type: 'TextRun', text: content, ...style }], ...block };
}

/** A sentence or two that stand out, on a ground of their own. */
export function box(style: 'emphasis' | 'warning', ...items: readonly IRichTextBlock[]): CardElement {
  return { type: 'Container', style, spacing: 'Medium', items: [...items] };
}

/** Names beside values: a FactSet would read both as Markdown. */
export function facts(rows: readonly (readonly [name: string, value: string])[]): CardElement {
  const column = (width: IColumn['width'], cells: readonly IRichTextBlock[]): IColumn => ({ type: 'Column', ...(width !== undefined && { width }), items: [...cells] });
  return {
    type: 'Container',
    spacing: 'Small',
    items: rows.map(([name, value]) => ({
      type: 'ColumnSet',
      spacing: 'Small',
      columns: [column('2', [text(name, { isSubtle: true })]), column('3', [text(value)])],
    })),
  };
}

/** A table with a row of headings; cells hold text as it is. `alignments` by column, default left. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[], alignments: readonly ('Left' | 'Right')[] = []): CardElement {
  const row = (cells: readonly string[], isHeading: boolean) => ({
    type: 'TableRow' as const,
    cells: cells.map((cell, index) => ({
      type: 'TableCell' as const,
      items: [text(cell, isHeading ? { weight: 'Bolder' } : {}, { horizontalAlignment: alignments[index] ?? 'Left' })],
    })),
  });
  return { type: 'Table', firstRowAsHeaders: true, showGridLines: false, columns: widths.map((width) => ({ width })), rows: [row(headings, true), ...rows.map((cells) => row(cells, false))] };
}

/** A button that asks the bot; older clients, which know no Execute, show nothing in its place. */
export function button(caption: string, { verb, ...data }: CardAction, style: Omit<Partial<IExecuteAction>, 'type' | 'title' | 'verb' | 'data'> = {}): IExecuteAction {
  return { type: 'Action.Execute', title: caption, verb, data, ...style };
}

/** The same for actions whose rest comes from the inputs of the card. */
export function buttonWithInputs(caption: string, verb: CardAction['verb'], data: Readonly<Record<string, unknown>>, style: Omit<Partial<IExecuteAction>, 'type' | 'title' | 'verb' | 'data'> = {}): IExecuteAction {
  return { type: 'Action.Execute', title: caption, verb, data, associatedInputs: 'auto', ...style };
}

export interface CardParts {
  /** BCP 47. */
  readonly lang: string;
  readonly body: readonly CardElement[];
  readonly actions?: IAdaptiveCard['actions'];
  readonly refresh?: IAdaptiveCard['refresh'];
  /** Read aloud where the card cannot be. */
  readonly fallbackText: string;
}

/** The card as Teams takes it: version 1.5, as wide as the chat. @throws RangeError where it is too large for Teams: its builder must show less. */
export function card({ lang, body, actions, refresh, fallbackText }: CardParts): IAdaptiveCard {
  const made: IAdaptiveCard = {
    type: 'AdaptiveCard',
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang,
    fallbackText,
    msteams: { width: 'full' },
    body: [...body],
    ...(actions !== undefined && actions.length > 0 && { actions }),
    ...(refresh !== undefined && { refresh }),
  };
  const bytes = Buffer.byteLength(JSON.stringify(made), 'utf16le');
  if (bytes > cardBytesMax) throw new RangeError(`The card has ${bytes} bytes, more than ${cardBytesMax}.`);
  return made;
}
