import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { startBrowser } from './browser.ts';
import type { GalleryCard } from './cardGallery.ts';
import { hostConfigOf, styleSheetOf, type Theme } from './cardGalleryThemes.ts';

/** Of what the functions below use in the page, whose types are not those of Node. */
interface PageElement {
  readonly tagName: string;
  readonly className: string;
  readonly textContent: string;
  readonly parentElement: PageElement | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  readonly style: Record<string, string>;
  innerText: string;
  append(...children: unknown[]): void;
  click(): void;
  remove(): void;
  matches(selector: string): boolean;
  closest(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}
interface PageText {
  readonly data: string;
  readonly parentElement: PageElement;
}
declare const document: {
  createElement(name: string): PageElement;
  createTreeWalker(root: PageElement, show: number): { nextNode(): PageText | null };
  createRange(): { setStart(node: PageText, offset: number): void; setEnd(node: PageText, offset: number): void; getClientRects(): Iterable<{ readonly top: number; readonly width: number }> };
  querySelector(selector: string): PageElement;
};
declare function getComputedStyle(element: PageElement): Record<'color' | 'backgroundColor' | 'display' | 'overflowX' | 'overflowY', string>;
declare const AdaptiveCards: {
  AdaptiveCard: new () => { hostConfig: unknown; parse(card: unknown, context: unknown): void; render(): PageElement };
  HostConfig: new (config: object) => unknown;
  SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): { readonly message: string } };
};

export interface Finding {
  readonly title: string;
  readonly fault: string;
}

export const widths = { narrow: 320, wide: 900 } as const;
export type Width = keyof typeof widths;

export interface CardGalleryPage {
  /**
   * Draws the cards in the place of those before, in each of the widths, one after the other, and gives what is wrong with what people see of
   * them. `isEveryday`: the names in them are such as no word and no caption has to be broken for.
   */
  draw(cards: readonly GalleryCard[], look: { readonly theme: Theme; readonly widths: readonly Width[]; readonly isEveryday: boolean }): Promise<Finding[]>;
  /** Writes what is drawn as a PNG. */
  photograph(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Microsoft's own renderer, as its main file for bundlers is not. */
const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');

export async function openCardGalleryPage(): Promise<CardGalleryPage> {
  const browser = await startBrowser();
  const page: Page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.setContent('<!doctype html><meta charset="utf-8"><style></style><div id="gallery"></div>');
  await page.addScriptTag({ content: readFileSync(renderer, 'utf8') });
  return {
    draw: async (cards, { theme, widths: wanted, isEveryday }) => {
      const drawing: Drawing = { cards, hostConfig: hostConfigOf(theme), styleSheet: styleSheetOf(theme), widths: wanted.map((width) => widths[width]), isEveryday };
      const findings = await page.evaluate(drawn, JSON.stringify(drawing));
      return [...findings, ...faults.splice(0).map((fault) => ({ title: 'the page', fault }))];
    },
    photograph: async (path) => {
      await page.locator('#gallery').screenshot({ path });
    },
    close: () => browser.close(),
  };
}

interface Drawing {
  readonly cards: readonly GalleryCard[];
  readonly hostConfig: object;
  readonly styleSheet: string;
  readonly widths: readonly number[];
  readonly isEveryday: boolean;
}

/** Runs in the page: nothing from outside of it is there. The drawing comes as text, which is many times faster than as objects. */
function drawn(drawing: string): Finding[] {
  const { cards, hostConfig, styleSheet, widths, isEveryday } = JSON.parse(drawing) as Drawing;
  const findings: Finding[] = [];
  const gallery = document.querySelector('#gallery');
  gallery.innerText = '';
  document.querySelector('style').innerText = styleSheet;

  const hosts = cards.map(({ title, card, unfolded }) => {
    const find = (fault: string): unknown => findings.push({ title, fault });
    const context = new AdaptiveCards.SerializationContext();
    const shown = new AdaptiveCards.AdaptiveCard();
    shown.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
    // The pattern with which the renderer checks the language remembers where it stopped, so that it refuses every second one.
    shown.parse({ ...card, lang: undefined }, context);
    // It knows no chart, in whose place it shows the fallback.
    for (let index = 0; index < context.eventCount; index++) {
      const { message } = context.getEventAt(index);
      if (!message.includes('Unknown element type "Chart.')) find(`The renderer warns: ${message}`);
    }
    const [figure, caption, host] = [document.createElement('figure'), document.createElement('figcaption'), document.createElement('div')];
    caption.innerText = title;
    Object.assign(host, { className: 'host' });
    host.append(shown.render());
    figure.append(caption, host);
    gallery.append(figure);
    if (unfolded !== undefined) [...host.querySelectorAll('.ac-pushButton.expandable')][unfolded]?.click();
    return { host, find };
  });

  for (const { host, find } of hosts) checkWords(host, find);
  for (const width of widths) {
    for (const { host } of hosts) Object.assign(host.style, { width: `${width}px` });
    for (const { host, find } of hosts) checkPlaces(host, (fault) => find(`${fault} (${width} px)`));
  }
  return findings;

  function checkWords(host: PageElement, find: (fault: string) => unknown): void {
    const seen = host.innerText;
    if (seen.trim() === '') find('It is empty.');
    for (const [stray] of isEveryday ? seen.matchAll(/\{\{|\}\}|undefined|\bNaN\b|\bnull\b|Invalid|\[object/gu) : []) find(`It says ${stray}.`);
    for (const button of host.querySelectorAll('.ac-pushButton')) if (button.innerText.trim() === '') find('A button has no caption.');
    for (const { data, parentElement } of textsOf(host)) {
      // Marks before a text are not needed to understand it.
      const ratio = /[\p{L}\p{N}]/u.test(data) && parentElement.closest('.ac-pushButton, .ac-input') === null ? contrast(parentElement) : Infinity;
      if (ratio < 4.5) find(`Hard to read, at a contrast of ${ratio.toFixed(1)}: ${data.slice(0, 60)}`);
    }
  }

  function checkPlaces(host: PageElement, find: (fault: string) => unknown): void {
    for (const element of [host, ...host.querySelectorAll('*')]) {
      const isTooWide = element.scrollWidth > element.clientWidth + 1;
      const isTooHigh = element.scrollHeight > element.clientHeight + 1;
      if (!isTooWide && !isTooHigh) continue;
      const { display, overflowX, overflowY } = getComputedStyle(element);
      // The list of a drop-down is drawn elsewhere; the end of a long name may be left out of a caption; and what unfolds goes beyond its place up to the card's edge.
      if (display === 'inline' || element.closest('select') !== null || (!isEveryday && element.closest('.ac-pushButton') !== null) || (element !== host && [...element.querySelectorAll('.ac-adaptiveCard')].length > 0)) continue;
      const what = `${element.tagName} ${element.className}: ${element.innerText.slice(0, 60)}`;
      if (isTooWide) find(`Wider than its place, by ${element.scrollWidth - element.clientWidth} px: ${what}`);
      if (isTooHigh && (overflowX !== 'visible' || overflowY !== 'visible')) find(`Cut at the bottom: ${what}`);
    }
    if (isEveryday) for (const text of textsOf(host)) for (const word of brokenWords(text)) find(`A word is broken: ${word}`);
  }

  function* textsOf(host: PageElement): Generator<PageText> {
    const walker = document.createTreeWalker(host, 4);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (node.data.trim() !== '' && node.parentElement.closest('select') === null) yield node;
  }

  function brokenWords(node: PageText): string[] {
    const range = document.createRange();
    const linesOf = (from: number, length: number): number => {
      range.setStart(node, from);
      range.setEnd(node, from + length);
      return new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top))).size;
    };
    if (linesOf(0, node.data.length) < 2) return [];
    return [...node.data.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(({ index, 0: word }) => (linesOf(index, word.length) > 1 ? [word] : []));
  }

  /** Between a text and what is behind it, as WCAG 2 has it. */
  function contrast(element: PageElement): number {
    const layers: number[][] = [];
    for (let at: PageElement | null = element; at !== null; at = at.parentElement) {
      const layer = channels(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    const behind = layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
    const [text, ground] = [luminance(over(channels(getComputedStyle(element).color), behind)), luminance(behind)];
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }
  function channels(colour: string): number[] {
    const [red = 0, green = 0, blue = 0, alpha = 1] = [...colour.matchAll(/[\d.]+/gu)].map(([number]) => Number(number));
    return [red, green, blue, alpha];
  }
  function over([red = 0, green = 0, blue = 0, alpha = 1]: readonly number[], below: readonly number[]): number[] {
    return [...[red, green, blue].map((channel, index) => channel * alpha + (below[index] ?? 0) * (1 - alpha)), 1];
  }
  function luminance(colour: readonly number[]): number {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}
