import { z } from 'zod';

/**
 * Adaptive Cards 1.5 with the charts of Teams, as far as our cards use them: anything else, also a property that is merely misspelt, is an
 * error. https://adaptivecards.io/explorer/ and https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
 */

const spacing = z.enum(['None', 'ExtraSmall', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding']);
const alignment = z.enum(['Left', 'Center', 'Right']);
const verticalAlignment = z.enum(['Top', 'Center', 'Bottom']);
const containerStyle = z.enum(['default', 'emphasis', 'accent', 'good', 'attention', 'warning']);
/** By name, so that each theme has its own. */
const textColour = z.enum(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']);
const chartColour = z.enum([
  ...(['good', 'warning', 'attention', 'neutral'] as const),
  ...(['categoricalRed', 'categoricalPurple', 'categoricalLavender', 'categoricalBlue', 'categoricalLightBlue', 'categoricalTeal', 'categoricalGreen', 'categoricalLime', 'categoricalMarigold'] as const),
]);
const identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9._-]*$/);
const shownText = z.string().min(1);
const lang = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/);

const element: z.ZodType = z.lazy(() => elements);
const action: z.ZodType = z.lazy(() => actions);
const fallback = z.union([element, z.literal('drop')]);

const common = {
  id: identifier.optional(),
  isVisible: z.boolean().optional(),
  separator: z.boolean().optional(),
  spacing: spacing.optional(),
  height: z.enum(['auto', 'stretch']).optional(),
  lang: lang.optional(),
  fallback: fallback.optional(),
  requires: z.record(z.string(), z.string()).optional(),
  targetWidth: z.string().regex(/^((atLeast|atMost):)?(VeryNarrow|Narrow|Standard|Wide)$/).optional(),
};

const box = {
  items: z.array(element),
  style: containerStyle.optional(),
  verticalContentAlignment: verticalAlignment.optional(),
  bleed: z.boolean().optional(),
  minHeight: z.string().regex(/^\d+px$/).optional(),
  selectAction: action.optional(),
  rtl: z.boolean().optional(),
};

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string(),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  color: textColour.optional(),
  isSubtle: z.boolean().optional(),
  fontType: z.enum(['Default', 'Monospace']).optional(),
  italic: z.boolean().optional(),
  strikethrough: z.boolean().optional(),
  underline: z.boolean().optional(),
  highlight: z.boolean().optional(),
  lang: lang.optional(),
  selectAction: action.optional(),
});

const column = z.strictObject({
  type: z.literal('Column'),
  ...common,
  ...box,
  width: z.union([z.enum(['auto', 'stretch']), z.string().regex(/^\d+(px)?$/), z.number().positive()]).optional(),
});

const tableCell = z.strictObject({ type: z.literal('TableCell'), ...box, rtl: z.boolean().optional() });
const tableRow = z.strictObject({
  type: z.literal('TableRow'),
  cells: z.array(tableCell),
  style: containerStyle.optional(),
  horizontalCellContentAlignment: alignment.optional(),
  verticalCellContentAlignment: verticalAlignment.optional(),
});

const chart = {
  ...common,
  title: shownText,
  showTitle: z.boolean().optional(),
  colorSet: z.enum(['categorical', 'sequential', 'diverging']).optional(),
  showLegend: z.boolean().optional(),
  maxWidth: z.string().regex(/^\d+px$/).optional(),
  /** Drawn by Teams alone, and there not everywhere. */
  fallback,
};
const axes = { xAxisTitle: z.string().optional(), yAxisTitle: z.string().optional() };
const bars = { ...chart, ...axes, color: chartColour.optional(), showBarValues: z.boolean().optional(), yMin: z.number().optional(), yMax: z.number().optional() };
const input = { ...common, id: identifier, label: shownText, isRequired: z.boolean().optional(), errorMessage: shownText.optional() };

const elements = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('RichTextBlock'), ...common, inlines: z.array(textRun).min(1), horizontalAlignment: alignment.optional() }),
  z.strictObject({ type: z.literal('Container'), ...common, ...box }),
  z.strictObject({ type: z.literal('ColumnSet'), ...common, columns: z.array(column).min(1), style: containerStyle.optional(), bleed: z.boolean().optional(), minHeight: z.string().optional(), horizontalAlignment: alignment.optional(), selectAction: action.optional() }),
  z.strictObject({
    type: z.literal('Table'),
    ...common,
    columns: z.array(z.strictObject({ width: z.union([z.number().positive(), z.string().regex(/^\d+px$/)]), horizontalCellContentAlignment: alignment.optional(), verticalCellContentAlignment: verticalAlignment.optional() })).min(1),
    rows: z.array(tableRow),
    firstRowAsHeaders: z.boolean().optional(),
    showGridLines: z.boolean().optional(),
    gridStyle: containerStyle.optional(),
    horizontalCellContentAlignment: alignment.optional(),
    verticalCellContentAlignment: verticalAlignment.optional(),
  }),
  z.strictObject({ type: z.literal('ActionSet'), ...common, actions: z.array(action).min(1), horizontalAlignment: alignment.optional() }),
  z.strictObject({
    type: z.literal('Input.Text'),
    ...input,
    placeholder: z.string().optional(),
    value: z.string().optional(),
    maxLength: z.int().positive().optional(),
    isMultiline: z.boolean().optional(),
    style: z.enum(['Text', 'Tel', 'Url', 'Email']).optional(),
    inlineAction: action.optional(),
    regex: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('Input.ChoiceSet'),
    ...input,
    choices: z.array(z.strictObject({ title: shownText, value: z.string() })).min(1),
    value: z.string().optional(),
    placeholder: z.string().optional(),
    style: z.enum(['compact', 'expanded']).optional(),
    isMultiSelect: z.boolean().optional(),
    wrap: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('Input.Toggle'), ...input, title: shownText, value: z.string().optional(), valueOn: z.string().optional(), valueOff: z.string().optional(), wrap: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('Chart.VerticalBar.Grouped'),
    ...bars,
    stacked: z.boolean().optional(),
    data: z.array(z.strictObject({ legend: shownText, color: chartColour.optional(), values: z.array(z.strictObject({ x: z.union([z.string(), z.number()]), y: z.number() })) })).min(1),
  }),
  z.strictObject({ type: z.literal('Chart.VerticalBar'), ...bars, data: z.array(z.strictObject({ x: z.union([z.string(), z.number()]), y: z.number(), color: chartColour.optional() })).min(1) }),
  z.strictObject({ type: z.literal('Chart.HorizontalBar'), ...chart, ...axes, color: chartColour.optional(), displayMode: z.enum(['AbsoluteWithAxis', 'AbsoluteNoAxis', 'PartToWhole']).optional(), data: z.array(z.strictObject({ x: z.string(), y: z.number(), color: chartColour.optional() })).min(1) }),
  z.strictObject({ type: z.literal('Chart.Line'), ...chart, ...axes, color: chartColour.optional(), data: z.array(z.strictObject({ legend: shownText, color: chartColour.optional(), values: z.array(z.strictObject({ x: z.union([z.string(), z.number()]), y: z.number() })) })).min(1) }),
]);

const commonOfAction = {
  id: identifier.optional(),
  title: shownText,
  style: z.enum(['default', 'positive', 'destructive']).optional(),
  mode: z.enum(['primary', 'secondary']).optional(),
  tooltip: z.string().optional(),
  isEnabled: z.boolean().optional(),
  fallback: z.union([action, z.literal('drop')]).optional(),
};

const execute = z.strictObject({
  type: z.literal('Action.Execute'),
  ...commonOfAction,
  verb: z.string().min(1),
  data: z.record(z.string(), z.unknown()).optional(),
  associatedInputs: z.enum(['auto', 'none']).optional(),
});

const actions = z.discriminatedUnion('type', [
  execute,
  z.strictObject({ type: z.literal('Action.Submit'), ...commonOfAction, data: z.unknown().optional(), associatedInputs: z.enum(['auto', 'none']).optional() }),
  z.strictObject({ type: z.literal('Action.OpenUrl'), ...commonOfAction, url: z.url({ protocol: /^https?$/ }) }),
  z.strictObject({ type: z.literal('Action.ToggleVisibility'), ...commonOfAction, targetElements: z.array(z.union([z.string(), z.strictObject({ elementId: z.string(), isVisible: z.boolean().optional() })])).min(1) }),
  z.strictObject({ type: z.literal('Action.ShowCard'), ...commonOfAction, card: z.lazy(() => innerCard) }),
]);

const content = {
  type: z.literal('AdaptiveCard'),
  body: z.array(element).min(1),
  actions: z.array(action).max(6, 'more buttons than Teams shows').optional(),
};

/** A card that a button unfolds. */
const innerCard = z.strictObject({ ...content, version: z.literal('1.5').optional(), lang: lang.optional() });

export const cardSchema = z.strictObject({
  ...content,
  $schema: z.literal('https://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  lang,
  fallbackText: shownText,
  msteams: z.strictObject({ width: z.literal('full') }),
  /** Who gets the card of their own by themselves: at most 60 accounts, all where it says none. */
  refresh: z.strictObject({ action: execute.extend({ title: z.string().optional() }), userIds: z.array(z.string().min(1)).max(60).optional(), expires: z.iso.datetime().optional() }).optional(),
});
