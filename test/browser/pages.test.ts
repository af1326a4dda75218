import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { atEndOfFile } from '../../engine/model/testEnding.ts';
import { systemClock } from '../../infra/systemClock.ts';
import { contactDataSetAnswer } from '../../tab/contract/contactDataSets.ts';
import { enrichmentAnswer } from '../../tab/contract/enrichments.ts';
import { segmentAnswer } from '../../tab/contract/segments.ts';
import { addressOf } from '../end-to-end/smallTenant.ts';
import type { RunningService } from '../service/runningService.ts';
import { salesYear, type Person } from '../service/salesYear.ts';
import { consentIdOf, consentTo, csvMapping, endOfRun, setUpEnrichment, timeZone, uploadDataSet } from '../service/setUp.ts';
import { accessibilityProblems, changeWidth, openBlank, settled, sidewaysOverflow, tabAddress, widths, themes, type OpenTab } from './openTab.ts';
import { startTabCompany } from './tabCompany.ts';

/** For people to look at; ignored by git. */
const screenshotFolder = resolve('.data', 'screenshots', 'tab');

/** Languages and widths go along with the themes, so that each comes once as well. */
const looks = [
  { theme: 'default', language: 'en', width: widths.wide },
  { theme: 'dark', language: 'en', width: widths.tablet },
  { theme: 'contrast', language: 'pl', width: widths.narrow },
] as const satisfies readonly { theme: (typeof themes)[number]; language: string; width: number }[];

type Look = (typeof looks)[number];

/** The heading of a page that is not there. */
const nothingThere = { en: 'Page not found', pl: 'Nie znaleziono strony' } as const;

/** Ids that stand in paths. */
const ids = { ready: '', asked: '', consent: '', segment: '' };
/** One for each theme: a set-up is saved as it is shown, and three browsers would come into each other's way. */
const drafts = { default: '', dark: '', contrast: '' };

const places: readonly { readonly name: string; readonly who: Person; readonly path: (theme: keyof typeof drafts) => string }[] = [
  { name: 'customers', who: 'viewer', path: () => `/customers/${ids.ready}` },
  { name: 'customer', who: 'viewer', path: () => `/customers/${ids.ready}/A-1` },
  { name: 'customer without score', who: 'viewer', path: () => `/customers/${ids.ready}/A-8` },
  { name: 'comparison', who: 'viewer', path: () => `/compare/${ids.ready}?customers=A-1&customers=A-3&customers=A-7&customers=A-8` },
  { name: 'segments', who: 'viewer', path: () => '/segments' },
  { name: 'new segment', who: 'viewer', path: () => `/segments/${ids.ready}/new` },
  { name: 'segment', who: 'viewer', path: () => `/segments/${ids.ready}/${ids.segment}` },
  { name: 'segment being changed', who: 'viewer', path: () => `/segments/${ids.ready}/${ids.segment}/edit` },
  { name: 'discover', who: 'admin', path: () => '/enrichments?view=discover' },
  { name: 'my enrichments', who: 'admin', path: () => '/enrichments?view=mine' },
  ...['overview', 'addresses', 'contacts', 'mapping', 'finish'].map((step) => ({ name: `set-up, ${step}`, who: 'admin' as const, path: (theme: keyof typeof drafts) => `/enrichments/${drafts[theme]}/edit?step=${step}` })),
  { name: 'results', who: 'admin', path: () => `/enrichments/${ids.ready}` },
  { name: 'results before the first run', who: 'admin', path: () => `/enrichments/${ids.asked}` },
  { name: 'table', who: 'viewer', path: () => `/enrichments/${ids.ready}/table` },
  { name: 'consent', who: 'globalAdministrator', path: () => `/enrichments/consents/${ids.consent}` },
  { name: 'consent for an admin', who: 'admin', path: () => `/enrichments/consents/${ids.consent}` },
  { name: 'privacy', who: 'globalAdministrator', path: () => '/privacy' },
  { name: 'privacy for an admin', who: 'admin', path: () => '/privacy' },
  { name: 'nothing there', who: 'member', path: () => '/nowhere' },
  { name: 'about', who: 'member', path: () => '/about' },
  { name: 'channel, setting up', who: 'viewer', path: () => '/channel/configure' },
  { name: 'channel, customer', who: 'viewer', path: () => `/channel/pinned?kind=customer&enrichment=${ids.ready}&customer=A-1` },
  { name: 'channel, segment', who: 'viewer', path: () => `/channel/pinned?kind=segment&enrichment=${ids.ready}&segment=${ids.segment}` },
  { name: 'channel, ranking', who: 'viewer', path: () => `/channel/pinned?kind=ranking&enrichment=${ids.ready}` },
];

let service: RunningService;
const tabs = new Map<string, Promise<OpenTab>>();

beforeAll(async () => {
  const company = salesYear(systemClock.now());
  service = await startTabCompany({ company });
  atEndOfFile(() => service.close());
  const [admin, director] = await Promise.all([service.signIn('admin'), service.signIn('globalAdministrator')]);
  const ready = await setUpEnrichment(admin, 'Sales engagement', { outputTable: 'SalesEngagement' });
  ids.ready = ready.enrichment.id;
  await consentTo(director, ready);
  const contactDataSetId = await uploadDataSet(admin, company);
  await admin.post('/contact-data-sets', contactDataSetAnswer, { kind: 'dataverse', name: 'All contacts' });
  const asked = await setUpEnrichment(admin, 'Not yet allowed', { outputTable: 'NotYet', contactDataSetId, mapping: csvMapping });
  [ids.asked, ids.consent] = [asked.enrichment.id, consentIdOf(asked)];
  for (const theme of themes) drafts[theme] = (await admin.post('/enrichments', enrichmentAnswer, { addresses: [addressOf('sales'), addressOf('quiet'), addressOf('nobody.here')], agreesToTerms: true, contactDataSetId, mapping: csvMapping, timeZone })).enrichment.id;
  await endOfRun(admin, ids.ready);
  const condition = { kind: 'all', conditions: [{ kind: 'comparison', column: 'EngagementScore', comparison: 'greater', value: 0 }, { kind: 'comparison', column: 'DaysSinceLastEmail', comparison: 'lessOrEqual', value: 60 }] };
  ids.segment = (await admin.post(`/enrichments/${ids.ready}/segments`, segmentAnswer, { name: 'Warm', level: 'Year', condition })).id;
  await mkdir(screenshotFolder, { recursive: true });
});

/** Every place in every look takes minutes, and is a command of its own: `LOOKS=all`. Otherwise each has one, in turn, and is seen at every width all the same. */
const looksOf = (place: number): readonly Look[] => (process.env['LOOKS'] === 'all' ? looks : looks.slice(place % looks.length, (place % looks.length) + 1));

test.each(places.map((place, index) => [place.name, place, looksOf(index)] as const))('%s: nothing hinders anybody, whatever the theme, language or width', async (name, { who, path }, looked) => {
  const found = await Promise.all(looked.map((look) => problemsOf(name, who, path(look.theme), look)));
  expect(found.flat()).toEqual([]);
});

/** Goes to a page as somebody, with a look, keeps a picture of it, and tells what is wrong with it. */
async function problemsOf(name: string, who: Person, path: string, look: Look): Promise<string[]> {
  const { theme, language, width } = look;
  const { page, problems } = await tabOf(look);
  const before = problems.length;
  await changeWidth(page, width);
  await goTo(page, who, path, look);
  await settled(page);
  // Between wide and narrow, dark differs in its colours alone.
  const found = await accessibilityProblems(page, theme === 'dark');
  if ((await page.evaluate<string>('document.documentElement.lang')) !== language) found.push('The page does not say which language it is in.');
  for (const other of [widths.narrow, widths.tablet, widths.wide]) {
    await changeWidth(page, other);
    const pixels = await sidewaysOverflow(page);
    if (pixels > 0) found.push(`${other} px wide, it scrolls sideways by ${pixels} px`);
  }
  const file = `${name.replace(/\W+/g, '-')}-${theme}`;
  await keepScreenshot(page, file);
  if (width === widths.narrow) {
    await changeWidth(page, width);
    await keepScreenshot(page, `${file}-narrow`);
  }
  return [...found, ...problems.slice(before)].map((problem) => `${theme}, ${language}, ${width} px: ${problem}`);
}

const signedIn = new Map<Page, Person>();

/** The first page of a person is loaded; from there on the tab shows the others itself, as after a click. */
async function goTo(page: Page, who: Person, path: string, { theme, language }: Look): Promise<void> {
  const addressOf = (path: string) => tabAddress({ url: service.url, path, theme, language });
  if (signedIn.get(page) === who) {
    // By way of a page that is no other's, so that one that keeps its place is not taken for the next one.
    const between = page.getByRole('heading', { name: nothingThere[language] });
    await showWithin(page, addressOf('/nowhere'));
    await between.waitFor();
    await showWithin(page, addressOf(path));
    await between.waitFor({ state: 'detached' });
  } else {
    // Those of the people before run first.
    await page.addInitScript(`localStorage.setItem('engagement.person', ${JSON.stringify(service.idOf(who))})`);
    await page.goto(addressOf(path));
    signedIn.set(page, who);
  }
}

const showWithin = (page: Page, address: string) => page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`);

function tabOf(look: Look): Promise<OpenTab> {
  const tab = tabs.get(look.theme) ?? openBlank({ userId: undefined, language: look.language });
  tabs.set(look.theme, tab);
  return tab;
}

async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage: true });
}
