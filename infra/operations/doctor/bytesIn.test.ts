import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bytesIn, sizesIn } from './bytesIn.ts';
import { checkDataFolder } from './installation.ts';

/** An account that owns nothing. */
const nobody = 65_534;

async function filledFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bytes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of [['a', 1000], ['b', 1000], ['b/c', 1000]] as const) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'file'), Buffer.alloc(bytes));
  }
  return folder;
}

test('counts what is in all folders of a folder', async () => {
  expect(await bytesIn(await filledFolder())).toBe(3000);
});

test('what a busy service takes away while it is looked through counts no more, and is no reason to say that it takes no writes', async () => {
  const folder = await filledFolder();
  const sizes = sizesIn(folder);
  expect((await sizes.next()).value).toBe(1000);
  for (const name of ['a', 'b']) await rm(join(folder, name), { recursive: true });
  for await (const size of sizes) expect(size).toBe(0);
});

test('the folder lost+found of a volume, which is root’s, is passed over', async () => {
  const folder = await filledFolder();
  await chmod(join(folder, 'b'), 0);
  const bytes = await withoutRootsRights(folder, () => bytesIn(folder));
  await chmod(join(folder, 'b'), 0o700);
  expect(bytes).toBe(1000);
});

/** To root nothing is closed: the work is done as nobody then, to whom the folder is lent. */
async function withoutRootsRights<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return work();
  await chown(folder, nobody, nobody);
  await chmod(join(folder, 'a'), 0o755);
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test('a folder that cannot be looked through takes writes all the same, if it does', async () => {
  const folder = await filledFolder();
  const failing = () => Promise.reject(Object.assign(new Error('of the disk'), { code: 'EIO' }));
  expect(await checkDataFolder(folder, failing)).toMatchObject({ state: 'problem', found: `${folder} takes writes, and cannot be looked through (EIO).` });
});
