import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { createMetrics } from '../../infra/server/metrics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = await readFile(join(root, 'infra/operations/README.md'), 'utf8');

/** The rows of the table below a heading, by cells. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split(' | '));
  return rows.filter(([first = '']) => first.startsWith('`'));
}

const codes = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

test('the page has every metric with its labels, and no other', async () => {
  const metrics = createMetrics();
  metrics.requestEnded({ method: 'GET', route: '/healthz', status: 200, durationSeconds: 1 });
  metrics.runStarted('daily');
  metrics.runEnded({ outcome: 'succeeded', durationSeconds: 1 });
  const text = await metrics.text();
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
  const own = names.filter((name) => !/^(?:process|nodejs)_/.test(name));
  const labelsOf = (name: string) => [...(new RegExp(`^${name}(?:_count)?\\{([^}]*)\\}`, 'm').exec(text)?.[1] ?? '').matchAll(/(\w+)="/g)].map(([, label = '']) => label);
  expect(rowsOf('Metrics').map(([name, labels]) => [...codes(name), ...codes(labels)])).toEqual(own.map((name) => [name, ...labelsOf(name)]));
  expect(rowsOf('Metrics of the process').flatMap(([name]) => codes(name)).toSorted()).toEqual(names.filter((name) => !own.includes(name)).toSorted());
});

test('the page has every line that is logged, with its level and its fields, and no other', async () => {
  const files = (await Promise.all(['infra', 'bot', 'tab/api'].map(async (folder) => (await readdir(join(root, folder), { recursive: true })).map((name) => join(root, folder, name))))).flat();
  const sources = files.filter((path) => path.endsWith('.ts') && !/\.test\.ts$|node_modules|[/\\]test[A-Z][^/\\]*$/.test(path));
  const logged = (await Promise.all(sources.map(async (path) => loggedIn(path, await readFile(path, 'utf8'))))).flat();
  expect(logged.length).toBeGreaterThan(10);
  const sorted = (lines: readonly (readonly string[])[]) => lines.map((line) => line.join(' ')).toSorted();
  expect(sorted(rowsOf('Logs').map(([message, level, fields]) => [...codes(message), ...codes(level), ...codes(fields)]))).toEqual(sorted(logged));
});

test('whoever follows the page keeps a backup that a shell writes for their own account alone', () => {
  const written = [...page.matchAll(/^.*node infra\/cli\/backup\.js - .*>/gm)];
  expect(written.length).toBeGreaterThan(1);
  for (const { index, 0: line } of written) expect(page.slice(index - 'umask 077\n'.length, index + line.length)).toContain('umask 077');
});

/** Message, level and fields of each call of a logger. */
function loggedIn(path: string, text: string): string[][] {
  const lines: string[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.expression.getText().endsWith('logger')) {
      const [first, second] = node.arguments;
      const message = second ?? first;
      if (message === undefined || !ts.isStringLiteral(message)) throw new Error(`${path} logs a message that is made up: it cannot be documented.`);
      lines.push([message.text, node.expression.name.text, ...(second === undefined ? [] : fieldsOf(first, path))]);
    }
    ts.forEachChild(node, visit);
  };
  if (text.includes('logger.')) visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return lines;
}

/** Of an object that is written out, and of those within it that are there at times. */
function fieldsOf(node: ts.Node | undefined, path: string): string[] {
  if (node !== undefined && ts.isParenthesizedExpression(node)) return fieldsOf(node.expression, path);
  if (node !== undefined && ts.isConditionalExpression(node)) return [...fieldsOf(node.whenTrue, path), ...fieldsOf(node.whenFalse, path)];
  if (node === undefined || !ts.isObjectLiteralExpression(node)) throw new Error(`${path} logs fields that are not written out: they cannot be documented.`);
  return node.properties.flatMap((property) => (ts.isSpreadAssignment(property) ? fieldsOf(property.expression, path) : [property.name.getText()]));
}
