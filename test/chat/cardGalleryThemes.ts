interface Colours {
  readonly background: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly line: string;
  /** Behind containers of a style. */
  readonly behind: Readonly<Record<'emphasis' | 'accent' | 'good' | 'warning' | 'attention', string>>;
}

const light = {
  ...{ background: '#ffffff', text: '#242424', subtle: '#616161', accent: '#5b5fc7', good: '#107c10', warning: '#835b00', attention: '#c4314b', line: '#e0e0e0' },
  behind: { emphasis: '#f5f5f5', accent: '#e8ebfa', good: '#e7f2da', warning: '#fbf6d9', attention: '#fcf4f6' },
};

/** The colours of Teams; `pale` as the renderer of the Agents Playground has them. https://react.fluentui.dev/?path=/docs/theme-colors--docs */
const colours = {
  light,
  pale: { ...light, subtle: '#bf252424', good: '#92c353', warning: '#f8d22a', behind: { emphasis: '#f9f8f7', accent: '#c7def9', good: '#ccffcc', warning: '#ffe2b2', attention: '#ffc5b2' } },
  dark: {
    ...{ background: '#292929', text: '#ffffff', subtle: '#adadad', accent: '#9299f7', good: '#92c353', warning: '#f8d22a', attention: '#f1707b', line: '#525252' },
    behind: { emphasis: '#1f1f1f', accent: '#2f2f4a', good: '#0d2e0d', warning: '#463100', attention: '#3b1519' },
  },
  contrast: {
    ...{ background: '#000000', text: '#ffffff', subtle: '#ffffff', accent: '#1aebff', good: '#ffffff', warning: '#ffff01', attention: '#ffff01', line: '#ffffff' },
    behind: { emphasis: '#000000', accent: '#000000', good: '#000000', warning: '#000000', attention: '#000000' },
  },
} as const satisfies Record<string, Colours>;

export type Theme = keyof typeof colours;
export const themes = Object.keys(colours) as Theme[];

/** A host like Teams: sizes and spacings as of its own card renderer in the Agents Playground. */
export function hostConfigOf(theme: Theme): object {
  const { background, text, subtle, accent, good, warning, attention, line, behind }: Colours = colours[theme];
  const both = (colour: string) => ({ default: colour, subtle: colour });
  const foregroundColors = { default: { default: text, subtle }, dark: both(text), light: both(text), accent: both(accent), good: both(good), warning: both(warning), attention: both(attention) };
  const styles = Object.entries({ default: background, ...behind }).map(([style, backgroundColor]) => [style, { backgroundColor, foregroundColors, borderColor: line }]);
  const sizes = { fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 }, fontWeights: { lighter: 200, default: 400, bolder: 600 } };
  return {
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    fontTypes: { default: { fontFamily: "'Segoe UI', system-ui, sans-serif", ...sizes }, monospace: { fontFamily: 'monospace', ...sizes } },
    containerStyles: Object.fromEntries(styles) as object,
    actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' } },
    table: { cellSpacing: 8 },
  };
}

/** What Teams does around the renderer: words without a break are broken, buttons take as many lines as they need, each caption one. */
export function styleSheetOf(theme: Theme): string {
  const { background, text, accent, line } = colours[theme];
  return `
    body { margin: 0; background: ${background}; color: ${text}; font: 14px 'Segoe UI', system-ui, sans-serif; }
    #gallery { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start; padding: 16px; }
    figure { margin: 0; }
    figcaption { font: 11px monospace; margin-bottom: 4px; }
    .host { box-sizing: border-box; border: 1px solid ${line}; border-radius: 4px; overflow-wrap: anywhere; }
    .ac-horizontal-separator { flex: none; }
    .ac-actionSet { flex-wrap: wrap !important; row-gap: 8px; }
    .ac-pushButton { flex: 0 1 auto !important; max-width: 100%; box-sizing: border-box; padding: 5px 12px; border: 1px solid ${line}; border-radius: 4px; background: ${background}; color: ${text}; font: 600 14px 'Segoe UI', system-ui, sans-serif; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .ac-pushButton.style-positive { background: ${accent}; border-color: ${accent}; color: ${background}; }
    .ac-pushButton.expanded { outline: 2px solid ${accent}; }
    .ac-input { box-sizing: border-box; width: 100%; padding: 5px 8px; border: 1px solid ${line}; border-radius: 4px; background: ${background}; color: ${text}; font: inherit; }`;
}
