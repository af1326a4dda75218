import { AdaptiveCard, CardElement, CardObjectRegistry, CustomProperty, GlobalRegistry, GlobalSettings, OpenUrlAction, SerializationContext, Table, Versions } from 'adaptivecards';
import { createHostConfig } from './hostConfig.ts';

/** `Chart.VerticalBar.Grouped`, the one kind of chart on the bot's cards. */
export interface GroupedChart {
  readonly title: string;
  readonly data: readonly { readonly legend: string; readonly color?: string; readonly values: readonly { readonly x: string; readonly y: number }[] }[];
}

export interface RenderedChart {
  /** Empty: where the chart is to be drawn. */
  readonly place: HTMLElement;
  readonly chart: GroupedChart;
}

export interface Rendered {
  readonly element: HTMLElement;
  readonly charts: readonly RenderedChart[];
  /** Whether there are buttons that do nothing outside of a chat; they are drawn as disabled. */
  readonly hasChatButtons: boolean;
  /** Returns how to end it. */
  readonly onOpenUrl: (open: (url: string) => void) => () => void;
}

const chartType = 'Chart.VerticalBar.Grouped';

class GroupedBarsElement extends CardElement {
  // The renderer finds the properties of an element among the static ones of its class.
  static readonly titleProperty = jsonProperty('title', '');
  static readonly dataProperty = jsonProperty('data', []);

  getJsonTypeName(): string {
    return chartType;
  }

  get chart(): GroupedChart {
    return { title: this.getValue(GroupedBarsElement.titleProperty) as string, data: this.getValue(GroupedBarsElement.dataProperty) as GroupedChart['data'] };
  }

  protected override internalRender(): HTMLElement {
    return document.createElement('div');
  }
}

/** As it is: the card comes from our own bot, which checks what it sends. */
function jsonProperty(name: string, absent: unknown): CustomProperty<unknown> {
  const parse = (_sender: unknown, _property: unknown, source: Readonly<Record<string, unknown>>) => source[name] ?? absent;
  return new CustomProperty<unknown>(Versions.v1_5, name, parse, () => undefined, absent);
}

// The heading before it already names the card.
GlobalSettings.setTabIndexAtCardRoot = false;
// The bot's cards hold runs of text, which read no Markdown; should another text come, it stands there as it is.
AdaptiveCard.onProcessMarkdown = (text, result) => {
  const escaped = document.createElement('span');
  escaped.textContent = text;
  result.outputHtml = escaped.innerHTML;
  result.didProcess = true;
};

/** Renders a card of the bot. Without charts their fallbacks stand in their places, which are tables of the same numbers. */
export function renderCard(json: object, { drawsCharts }: { readonly drawsCharts: boolean }): Rendered {
  const elements = new CardObjectRegistry<CardElement>();
  GlobalRegistry.populateWithDefaultElements(elements);
  // Named, since the package claims to have no side effects: a build leaves out the module that registers it by itself.
  elements.register('Table', Table, Versions.v1_5);
  if (drawsCharts) elements.register(chartType, GroupedBarsElement, Versions.v1_5);
  const context = new SerializationContext();
  context.setElementRegistry(elements);
  const card = new AdaptiveCard();
  card.hostConfig = createHostConfig();
  // Its check of languages refuses every second one: the pattern remembers where it stopped. Whoever shows the card says the language.
  card.parse({ ...json, lang: undefined }, context);
  const chatButtons = card.getAllActions().filter((action) => !(action instanceof OpenUrlAction));
  for (const action of chatButtons) action.isEnabled = false;
  const element = card.render() ?? document.createElement('div');
  return {
    element,
    charts: chartsIn(card),
    hasChatButtons: chatButtons.length > 0,
    onOpenUrl: (open) => {
      card.onExecuteAction = (action) => action instanceof OpenUrlAction && action.url !== undefined && open(action.url);
      return () => delete card.onExecuteAction;
    },
  };
}

function chartsIn(card: AdaptiveCard): RenderedChart[] {
  return Array.from({ length: card.getItemCount() }, (_, index) => card.getItemAt(index)).flatMap((item) =>
    item instanceof GroupedBarsElement && item.renderedElement !== undefined ? [{ place: item.renderedElement, chart: item.chart }] : [],
  );
}
