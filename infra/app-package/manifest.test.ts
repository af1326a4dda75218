import { readFileSync } from 'node:fs';
import { matchPath } from 'react-router';
import { expect, test } from 'vitest';
import { createLinks } from '../../bot/links.ts';
import { parseQuestion } from '../../bot/questions/parse.ts';
import type { Question } from '../../bot/questions/question.ts';
import { activitySchema } from '../../bot/teams/activity.ts';
import { incomingOf } from '../../bot/teams/incoming.ts';
import { tabIds } from '../../tab/ui/host/places.ts';
import { aboutPath } from '../server/aboutPage.ts';
import { aboutTexts } from '../server/aboutTexts.ts';
import { manifestOf, templateFile, testValues, textsOf } from './testPackage.ts';
import { filled } from './variables.ts';

const manifest = manifestOf(filled(templateFile('manifest.json'), testValues, 'manifest.json'));
const localized = { en: textsOf(templateFile('en.json')), pl: textsOf(templateFile('pl.json')) };

const service = `https://${testValues.PUBLIC_HOST}`;
const links = createLinks({ tabUrl: `${service}/tab`, teamsAppId: testValues.TEAMS_APP_ID });

/** What stands at a path such as `staticTabs[0].name`; undefined where nothing does. */
function textAt(path: string): unknown {
  return path.split(/[.[\]]+/).filter((part) => part !== '').reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | undefined)?.[part], manifest);
}

test('each localised text stands in the manifest, too: in English the very same', () => {
  for (const [path, text] of Object.entries(localized.en)) expect([path, textAt(path)]).toEqual([path, text]);
  expect(Object.keys(localized.pl)).toEqual(Object.keys(localized.en));
});

test('no title, description or name of the manifest is left without its translation', () => {
  const { staticTabs, bots, composeExtensions } = manifest;
  const named = staticTabs.filter(({ name }) => name !== undefined).length;
  const commands = bots.flatMap(({ commandLists }) => commandLists.flatMap((list) => list.commands)).length;
  const searches = composeExtensions.flatMap((extension) => extension.commands.map(({ parameters }) => parameters.length));
  const ofSearches = searches.reduce((sum, parameters) => sum + 2 + 2 * parameters, 0);
  expect(Object.keys(localized.pl)).toHaveLength(4 + named + 2 * commands + ofSearches);
});

/** In the order of the manifest. A command that waits for a name asks something else without it. */
const commands: readonly (readonly [Question['kind'], more?: string])[] = [
  ['customer', ' Contoso'],
  ['compare', ' Contoso, Fabrikam'],
  ['top'],
  ['movers'],
  ['stale'],
  ['segment'],
  ['status'],
  ['consent'],
  ['subscribe'],
  ['unsubscribe'],
  ['language'],
  ['help'],
];

test.each(['en', 'pl'] as const)('the bot understands each command of the list in that language, and the list has room for them: %s', (language) => {
  const titles = Object.entries(localized[language]).flatMap(([path, text]) => (/^bots\[0\]\.commandLists\[0\]\.commands\[\d+\]\.title$/.test(path) ? [text] : []));
  expect(titles.map((title, index) => parseQuestion(`${title}${commands[index]?.[1] ?? ''}`).question.kind)).toEqual(commands.map(([kind]) => kind));
  // Of a longer list Teams shows the beginning, and of a longer title, too.
  expect(titles.length).toBeLessThanOrEqual(12);
  for (const title of titles) expect(title.length).toBeLessThanOrEqual(32);
});

test('what the commands give as examples is understood, too', () => {
  const examples = Object.values({ ...localized.en }).concat(Object.values(localized.pl)).flatMap((text) => /(?:such as|na przykład): (.+)$/.exec(text)?.[1] ?? []);
  expect(examples.map((example) => parseQuestion(example).question)).toEqual([
    { kind: 'customer', name: 'Contoso' },
    { kind: 'compare', names: ['Contoso', 'Fabrikam'] },
    { kind: 'language', language: 'pl' },
    { kind: 'customer', name: 'Contoso' },
    { kind: 'compare', names: ['Contoso', 'Fabrikam'] },
    { kind: 'language', language: 'en' },
  ]);
});

test('the static tabs are those that links of bot and tab lead to, beside what Teams shows itself', () => {
  const ids = manifest.staticTabs.map(({ entityId }) => entityId);
  expect(ids.filter((id) => !['conversations', 'about'].includes(id))).toEqual(tabIds);
  const linked = [links.customer('e', 'c'), links.enrichment('e'), links.consent('c')].map((link) => new URL(link ?? '').pathname.split('/').at(-1));
  expect(linked.filter((id) => !ids.includes(id ?? ''))).toEqual([]);
});

test('every address of a tab leads to a page of ours; what Teams shows itself has none', () => {
  const routes = [...readFileSync(new URL('../../tab/ui/app.tsx', import.meta.url), 'utf8').matchAll(/^ {2}'?([\w/:?-]+)'?: \(\) => import\(/gm)].map(([, path]) => `/tab/${path ?? ''}`);
  const addresses = [...manifest.staticTabs.flatMap(({ contentUrl = [] }) => contentUrl), ...manifest.configurableTabs.map(({ configurationUrl }) => configurationUrl)];
  expect(addresses).toHaveLength(tabIds.length + 1);
  for (const address of addresses) {
    const { origin, pathname } = new URL(address);
    expect(origin).toBe(service);
    expect(routes.some((route) => matchPath(route, pathname) !== null), pathname).toBe(true);
  }
  expect(manifest.staticTabs.map(({ entityId, contentUrl }) => contentUrl?.split('/').at(-1) === entityId || contentUrl === undefined)).not.toContain(false);
});

test('privacy and terms are sections of a page of the service', () => {
  const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
  expect([websiteUrl, privacyUrl, termsOfUseUrl].map((url) => url.split('#')[0])).toEqual(Array(3).fill(`${service}${aboutPath}`));
  for (const { sections } of Object.values(aboutTexts)) expect(sections.map(({ id }) => `#${id}`)).toEqual(expect.arrayContaining([new URL(privacyUrl).hash, new URL(termsOfUseUrl).hash]));
});

test('what somebody types into the message extension is what the bot searches for', () => {
  const parameters = manifest.composeExtensions[0]?.commands[0]?.parameters ?? [];
  expect(parameters).toHaveLength(1);
  const tenantId = testValues.TEAMS_APP_ID;
  const activity = activitySchema.parse({
    type: 'invoke',
    name: 'composeExtension/query',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    from: { id: '29:a', aadObjectId: tenantId },
    recipient: { id: '28:b' },
    conversation: { id: 'a:1', tenantId, conversationType: 'personal' },
    value: { commandId: 'findCustomer', parameters: [{ name: parameters[0]?.name, value: 'fabrikan' }], queryOptions: { skip: 0, count: 25 } },
  });
  expect(incomingOf(activity, tenantId, () => false)).toMatchObject({ kind: 'turn', turn: { kind: 'search', text: 'fabrikan' } });
});
