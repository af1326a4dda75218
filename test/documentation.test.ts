import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { assertGranted, mailboxPurposePermission } from '../engine/graph/permissions.ts';
import { outputColumns } from '../engine/model/outputColumns.ts';
import { failureCodes } from '../engine/model/failure.ts';
import { emailLeftOutReasons, meetingLeftOutReasons, overviewSchema, replyLeftOutReasons } from '../engine/model/overview.ts';
import { rights } from '../engine/service/rights.ts';
import { enrichUsage } from '../infra/cli/enrichCall.ts';
import { configurationTable } from '../infra/server/configuration.ts';
import { statusOf } from '../tab/api/problem.ts';
import { apiRoutes } from '../tab/api/routes.ts';
import packageJson from '../package.json' with { type: 'json' };
import { scoresOf } from './oracle/score.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['engine', 'bot', 'infra', 'tab', 'test', 'texts', 'appPackage'];

const files = (await Promise.all(folders.map(async (folder) => (await readdir(join(root, folder), { recursive: true })).map((path) => join(folder, path))))).flat();
const pages = ['README.md', 'README.pl.md', 'CONTRIBUTING.md', ...files.filter((path) => path.endsWith('.md'))];
const textOf = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

const readme = await textOf('README.md');
const contributing = await textOf('CONTRIBUTING.md');
const numbers = await textOf('engine/metrics/metrics.md');

function missingFrom(text: string, words: readonly string[]): string[] {
  return words.filter((word) => !text.includes(word));
}

test('the page of the command line has every option and environment variable, and their help', async () => {
  const page = await textOf('infra/cli/README.md');
  const options = enrichUsage.match(/--[a-z][a-z-]+/g) ?? [];
  expect(options.length).toBeGreaterThan(10);
  expect(missingFrom(page, options.map((option) => `| \`${option}`))).toEqual([]);
  expect(missingFrom(page, enrichUsage.match(/\b(?:GRAPH|DATAVERSE|MAILBOX)_[A-Z_]+/g) ?? [])).toEqual([]);
});

test('the README has every variable of the service with its default and its meaning, and no other', () => {
  const rows = configurationTable.map(({ name, defaultText, meaning }) => `| \`${name}\` | ${defaultText === '' ? '–' : defaultText} | ${meaning} |`);
  const section = readme.slice(readme.indexOf('### Configuration'), readme.indexOf('## The command line'));
  expect(section.match(/^\| `[A-Z_]+` \|.*$/gm)).toEqual(rows);
});

test('the page of routes has every route with its action, and every action with who may do it', async () => {
  const page = await textOf('tab/api/README.md');
  const rows = (pattern: RegExp) => [...page.matchAll(pattern)].map(([row]) => row);
  expect(rows(/^\| `[A-Z]+ \/.*$/gm)).toEqual(apiRoutes.map(({ method, path, action }) => `| \`${method.toUpperCase()} ${path}\` | \`${action}\` |`));
  const mark = (isAllowed: boolean) => (isAllowed ? 'yes' : '');
  const roles = ['globalAdministrator', 'admin', 'viewer', 'member'] as const;
  expect(rows(/^\| `[a-z]\w+` \|.*$/gm)).toEqual(Object.entries(rights).map(([action, allowed]) => `| \`${action}\` | ${roles.map((role) => mark(allowed.includes(role))).join(' | ')} |`));
});

test('the page of failures has the HTTP status of every code', async () => {
  const page = await textOf('engine/model/failures.md');
  const statuses = Object.fromEntries([...page.matchAll(/^\| `(\w+)` \| \d+ \| (\d+) \|/gm)].map(([, code = '', status]) => [code, Number(status)]));
  expect(statuses).toEqual(Object.fromEntries(failureCodes.map((code) => [code, statusOf(code)])));
});

test('every npm script stands in the README or in CONTRIBUTING', () => {
  const scripts = Object.keys(packageJson.scripts).filter((name) => !name.startsWith('pre'));
  const commandOf = (name: string): string => (['start', 'test'].includes(name) ? `npm ${name}` : name === 'enrich' ? 'npm run -s enrich' : `npm run ${name}`);
  expect(missingFrom(readme + contributing, scripts.map(commandOf))).toEqual([]);
});

test('the README names every permission that a run needs or can use', () => {
  let message = '';
  try {
    assertGranted([]);
  } catch (error) {
    message = String(error);
  }
  const permissions = message.match(/[A-Z]\w+\.Read\w*(?:\.All)?/g) ?? [];
  expect(permissions).toHaveLength(5);
  expect(missingFrom(readme, [...permissions, mailboxPurposePermission].map((permission) => `| \`${permission}\` |`))).toEqual([]);
});

test('README and metrics.md describe every column of the output table and every figure of the overview', () => {
  const words = [...outputColumns.map(({ name }) => `\`${name}\``), ...Object.keys(overviewSchema.shape)];
  expect(missingFrom(readme, words)).toEqual([]);
  expect(missingFrom(numbers, words)).toEqual([]);
});

test('metrics.md lists the reasons to leave an item out in the order in which they are tried', () => {
  const reasonsIn = (title: string): string[] => {
    const section = numbers.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
    return [...section.matchAll(/^\| `([a-zA-Z]+)` \|/gm)].map(([, reason = '']) => reason);
  };
  expect(reasonsIn('Emails')).toEqual([...emailLeftOutReasons]);
  expect(reasonsIn('Meetings')).toEqual([...meetingLeftOutReasons]);
  expect(missingFrom(numbers, replyLeftOutReasons.map((reason) => `(\`${reason}\`)`))).toEqual([]);
});

test('the worked example has the scores that stand beside it', () => {
  const rows = [...numbers.matchAll(/^\| [A-Z]\w+ \| \d+ \/ \d+ \|.*$/gm)].map(([row]) => row.split('|').slice(2, -1).map((cell) => cell.split(/[/+]/).map((part) => (part.trim() === '–' ? null : Number(part)))));
  expect(rows).toHaveLength(6);
  const scored = rows.map(([emails = [], meetings = [], inEmails = [], inMeetings = [], minutes = [], days = []]) => ({
    meetingMilliseconds: (minutes[0] ?? 0) * ((meetings[0] ?? 0) + (meetings[1] ?? 0)) * 60_000,
    row: {
      PrimaryKey: '',
      CustomerId: '',
      AggregationLevel: 'Year' as const,
      AggregationStartDate: '2025-01-01',
      NoOfEmails_ToAccount: emails[0] ?? 0,
      NoOfEmails_FromAccount: emails[1] ?? 0,
      NoOfMeetings_FromAccount: meetings[0] ?? 0,
      NoOfMeetings_ToAccount: meetings[1] ?? 0,
      NoOfContactsInvolved_Emails: inEmails[0] ?? 0,
      NoOfContactsInvolved_Meetings: inMeetings[0] ?? 0,
      NoOfAccountContactsInvolved_Emails: inEmails[1] ?? 0,
      NoOfAccountContactsInvolved_Meetings: inMeetings[1] ?? 0,
      EngagementStartDate: '2025-01-01',
      DaysSinceLastEmail: days[0] ?? null,
      DaysSinceLastMeeting: days[1] ?? null,
      AverageDuration_Of_Meetings: minutes[0] ?? null,
      AverageDuration_Of_AccountEmailReplies: null,
    },
  }));
  expect(scoresOf(scored)).toEqual(rows.map((row) => row[6]?.[0]));
});

test('the map of the repository has every folder, and no other', () => {
  const mapped = [...contributing.matchAll(/^\| `((?:engine|bot|infra|tab|test)\/(?:[a-z-]+\/)?)` \|/gm)].map(([, folder = '']) => folder);
  const there = files.filter((path) => /\.(?:ts|mjs|md)$/.test(path)).map((path) => path.split('/').slice(0, 2)).filter(([, name = '']) => !name.includes('.')).map((parts) => `${parts.join('/')}/`);
  expect(mapped.filter((folder) => folder !== 'engine/' && folder !== 'bot/').sort()).toEqual([...new Set(there)].sort());
});

test.each(pages)('every link of %s leads to a file, and to a heading in it', async (page) => {
  const links = [...(await textOf(page)).matchAll(/(?:\]\(|src=")(?!https?:)([^)#"]*)(?:#([^)]+))?[)"]/g)];
  for (const [link, path = '', heading] of links) {
    const target = path === '' ? page : join(dirname(page), path);
    expect(existsSync(join(root, target)), `${link} in ${page}`).toBe(true);
    if (heading === undefined) continue;
    const headings = [...(await textOf(target)).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-'));
    expect(headings, `${link} in ${page}`).toContain(heading);
  }
});

test('no comment refers to a page that is not there', async () => {
  const names = new Set(pages.map((page) => basename(page)));
  for (const path of files.filter((file) => /\.(?:ts|mjs)$/.test(file))) {
    const named = (await textOf(path)).match(/\b[\w.-]+\.md\b/g) ?? [];
    expect(named.filter((name) => !names.has(name)), path).toEqual([]);
  }
});
