import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awkwardNames } from '../../bot/cards/testCards.ts';
import { languages } from '../../bot/texts/language.ts';
import { areas, everydayName, galleryOf, type GalleryCard } from './cardGallery.ts';
import { openCardGalleryPage, widths, type CardGalleryPage, type Width } from './cardGalleryPage.ts';
import { themes, type Theme } from './cardGalleryThemes.ts';

const areaNames = Object.keys(areas) as (keyof typeof areas)[];
const widthNames = Object.keys(widths) as Width[];
const screenshots = join(import.meta.dirname, '../../.data/screenshots/cards');
/** `SCREENSHOTS=1` keeps what was looked at. */
const hasScreenshots = process.env['SCREENSHOTS'] === '1';
/** On a picture, so that its texts can be read. */
const cardsMax = { narrow: 8, wide: 3 } as const;

let page: CardGalleryPage;
beforeAll(async () => {
  page = await openCardGalleryPage();
});
afterAll(() => page.close());

test('what people could not read is found', async () => {
  const body = [
    { type: 'TextBlock', text: 'Without a line break '.repeat(20) },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'undefined' }] },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Verkehrsgesellschaft'.repeat(4) }] },
    { type: 'Nothing' },
  ];
  const card = { type: 'AdaptiveCard', version: '1.5', body } as unknown as IAdaptiveCard;
  const found = await page.draw([{ title: 'a bad card', card, unfolded: undefined }], { theme: 'light', widths: ['narrow'], isEveryday: true });
  expect(found.map(({ fault }) => fault.split(/[,:] /u, 1)[0])).toEqual(['The renderer warns', 'It says undefined.', 'Wider than its place', 'A word is broken']);
});

test.each(awkwardNames.map((name, index) => [name, themes[index % themes.length] ?? 'light', languages[index % languages.length] ?? 'en'] as const))('cards keep their place with the name %j (%s, %s)', async (name, theme, language) => {
  for (const area of areaNames) expect(await page.draw(galleryOf(area, language, name), { theme, widths: ['narrow'], isEveryday: false })).toEqual([]);
});

describe.each(languages)('in %s', (language) => {
  describe.each(areaNames)('what the cards of %s show', (area) => {
    test.each(themes)('can be read whole, narrow and wide (%s)', async (theme) => {
      const cards = galleryOf(area, language, everydayName);
      if (hasScreenshots) await photograph(cards, `${language}-${area}`, theme);
      expect(await page.draw(cards, { theme, widths: widthNames, isEveryday: true })).toEqual([]);
    });
  });
});

async function photograph(cards: readonly GalleryCard[], name: string, theme: Theme): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  for (const width of widthNames) {
    for (let from = 0; from < cards.length; from += cardsMax[width]) {
      await page.draw(cards.slice(from, from + cardsMax[width]), { theme, widths: [width], isEveryday: true });
      await page.photograph(join(screenshots, `${name}-${theme}-${width}-${1 + from / cardsMax[width]}.png`));
    }
  }
}
