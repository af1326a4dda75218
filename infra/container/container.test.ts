import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { execForm, healthCheckCommand, readBuildContext, readDockerfile, textsOf, type Stage } from './testDockerfile.ts';

const stages = await readDockerfile();
const final = finalOf(stages);

function finalOf(all: readonly Stage[]): Stage {
  const last = all.at(-1);
  if (last === undefined) throw new Error('The Dockerfile has no stage.');
  return last;
}

test('the container runs as a user that is not root, named by number as Kubernetes wants it', () => {
  expect(textsOf(final, 'USER').at(-1)).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/);
});

test('Node is its first process, without a shell between it and the signals', async () => {
  const [command, script = ''] = execForm(textsOf(final, 'CMD').at(-1) ?? '');
  expect(command).toBe('node');
  await expect(stat(script.replace(/\.js$/, '.ts'))).resolves.toBeDefined();
  expect(textsOf(final, 'ENTRYPOINT')).toEqual([]);
});

test('it tells whether it is healthy, by Node alone', () => {
  expect(healthCheckCommand(textsOf(final, 'HEALTHCHECK').at(-1) ?? '').slice(0, 2)).toEqual(['node', '-e']);
});

test('everything that is copied exists, and goes to the builder', async () => {
  const { names, isLeftOut } = await readBuildContext();
  const copied = stages.flatMap((stage) => textsOf(stage, 'COPY')).filter((text) => !text.startsWith('--from=')).flatMap((text) => text.split(' ').slice(0, -1));
  expect(new Set(names)).toEqual(new Set(copied));
  for (const path of copied) await expect(stat(path), path).resolves.toBeDefined();
  expect(['tab/ui/dist', 'infra/container/client-secret', 'infra/container/service.env', 'engine/index.test.ts'].filter((path) => !isLeftOut(path))).toEqual([]);
  expect(['engine/index.ts', 'infra/container/tsconfig.json', 'tab/ui/index.html'].filter(isLeftOut)).toEqual([]);
});

test('what is copied from another stage is copied from one that is there, and the final stage copies nothing else', () => {
  const names = stages.map(({ name }) => name);
  for (const text of textsOf(final, 'COPY')) expect(names).toContain(/^--from=(\w+) /.exec(text)?.[1]);
});

test('every stage begins with the same image, whose Node the product supports', async () => {
  expect(new Set(stages.map(({ image }) => image)).size).toBe(1);
  const { engines } = z.object({ engines: z.object({ node: z.string().startsWith('>=') }) }).parse(JSON.parse(await readFile('package.json', 'utf8')));
  const major = Number(/^node:(\d+)-\w+-slim$/.exec(final.image)?.[1]);
  expect(major).toBeGreaterThanOrEqual(Number.parseInt(engines.node.slice(2), 10));
});

test('the programs that are compiled exist, and none of them is for the sample company', async () => {
  const { files } = z.object({ files: z.array(z.string()) }).parse(JSON.parse(await readFile('infra/container/tsconfig.json', 'utf8')));
  for (const file of files) await expect(stat(join('infra/container', file)), file).resolves.toBeDefined();
  expect(files).toContain('../cli/serve.ts');
  expect(files).not.toContain('../cli/start.ts');
});

test('Compose runs it on a read-only file system, without privileges, and gives it longer to stop than it needs', async () => {
  const { services } = z.object({ services: z.record(z.string(), z.looseObject({ env_file: z.string(), volumes: z.array(z.string()) })) }).parse(parse(await readFile('infra/container/compose.yaml', 'utf8')));
  expect(services['service']).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], stop_grace_period: '30s', volumes: ['data:/data'], build: { context: '../..', dockerfile: 'infra/container/Dockerfile' } });
});
