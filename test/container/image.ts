import { spawn } from 'node:child_process';
import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { environmentOf, readBuildContext, readDockerfile, textsOf, type Instruction, type Stage } from '../../infra/container/testDockerfile.ts';

const repository = resolve('.');

/** What tells a builder about an image, and changes nothing in it. */
const silent = ['ARG', 'LABEL', 'ENV', 'EXPOSE', 'USER', 'VOLUME', 'HEALTHCHECK', 'STOPSIGNAL', 'CMD'];

/** What the Dockerfile makes, in a folder that stands for the root of the file system. */
export interface Image {
  readonly root: string;
  readonly stage: Stage;
  /** The folder in which it starts. */
  readonly workFolder: string;
  /** What the Dockerfile says of the environment, with places in `root`. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Carries the instructions of the Dockerfile out one by one, each stage below a folder of its own, with this machine's Node in place of the base
 * image. Throws for an instruction that it does not know.
 */
export async function buildImage(folder: string): Promise<Image> {
  const stages = await readDockerfile();
  let image: Image | undefined;
  for (const stage of stages) {
    const root = join(folder, stage.name);
    await mkdir(root, { recursive: true });
    let workFolder = root;
    for (const instruction of stage.instructions) {
      if (instruction.keyword === 'WORKDIR') {
        workFolder = join(root, instruction.text);
        await mkdir(workFolder, { recursive: true });
      } else if (instruction.keyword === 'COPY') await copy(instruction, { folder, workFolder });
      else if (instruction.keyword === 'RUN') await run(within(instruction.text, root), workFolder);
      else if (!silent.includes(instruction.keyword)) throw new Error(`${instruction.keyword} is not carried out here yet.`);
    }
    const environment = Object.fromEntries(Object.entries(environmentOf(stage)).map(([name, value]) => [name, within(value, root)]));
    image = { root, stage, workFolder, environment };
  }
  if (image === undefined) throw new Error('The Dockerfile has no stage.');
  return image;
}

/** Whom the image runs as, where this account may start processes as somebody else. */
export function userOf({ stage }: Image): number | undefined {
  return isRoot ? Number.parseInt(textsOf(stage, 'USER').at(-1) ?? '', 10) : undefined;
}

const isRoot = process.getuid?.() === 0;

/** Places of the image, which begin with a slash, as places below a folder. */
function within(text: string, root: string): string {
  return text.replaceAll(/(?<=^|[\s=])\/(?=[a-z])/g, `${root}/`);
}

/** As Docker does it: of a folder its content is copied, a file into what ends with a slash. */
async function copy({ text }: Instruction, { folder, workFolder }: { readonly folder: string; readonly workFolder: string }): Promise<void> {
  const [, from, paths = ''] = /^(?:--from=(\w+) )?(.+)$/.exec(text) ?? [];
  const sources = paths.split(' ');
  const target = sources.pop() ?? '';
  const { isLeftOut } = await readBuildContext();
  for (const source of sources) {
    const path = from === undefined ? join(repository, source) : join(folder, from, source);
    const isFolder = (await stat(path)).isDirectory();
    const filter = (file: string) => from !== undefined || !isLeftOut(relative(repository, file));
    await cp(path, !isFolder && target.endsWith('/') ? join(workFolder, target, basename(source)) : join(workFolder, target), { recursive: true, filter });
  }
}

async function run(command: string, workFolder: string): Promise<void> {
  const allowed = isRoot ? command : command.replaceAll(/ -[og] \d+/g, '');
  const output: Buffer[] = [];
  const child = spawn('/bin/sh', ['-c', allowed], { cwd: workFolder, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const status = await new Promise((ended, failed) => {
    child.once('error', failed).once('close', ended);
  });
  if (status !== 0) throw new Error(`RUN ${allowed} ended with ${String(status)}:\n${Buffer.concat(output).toString()}`);
}
