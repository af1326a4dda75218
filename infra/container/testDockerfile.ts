import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface Instruction {
  readonly keyword: string;
  readonly text: string;
}

/** What stands from one FROM to the next. */
export interface Stage {
  /** After AS, else its number, from 0: what COPY --from may call it. */
  readonly name: string;
  readonly image: string;
  readonly instructions: readonly Instruction[];
}

export const dockerfilePath = 'infra/container/Dockerfile';

/** As much of the language as our Dockerfile has; throws where it has more. https://docs.docker.com/reference/dockerfile/ */
export async function readDockerfile(): Promise<readonly Stage[]> {
  const source = await readFile(dockerfilePath, 'utf8');
  const lines = source.split('\n').filter((line) => !line.startsWith('#')).join('\n').replaceAll(/\\\n\s*/g, ' ').split('\n').filter((line) => line.trim() !== '');
  const defaults = new Map<string, string>();
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const line of lines) {
    const [, keyword = '', text = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    const stage = stages.at(-1);
    if (keyword === 'FROM') {
      const [, image = '', name] = /^(\S+)(?: AS (\w+))?$/.exec(text) ?? [];
      stages.push({ name: name ?? String(stages.length), image: image.replace(/^\$\{(\w+)\}$/, (_, variable: string) => defaults.get(variable) ?? ''), instructions: [] });
    } else if (stage === undefined && keyword === 'ARG') {
      const [variable = '', value = ''] = text.split('=', 2);
      defaults.set(variable, value);
    } else if (stage === undefined || keyword === '') throw new Error(`The Dockerfile has a line that is not understood here: ${line}`);
    else stage.instructions.push({ keyword, text });
  }
  return stages;
}

/** The texts of one kind of instruction, in order. */
export function textsOf({ instructions }: Stage, keyword: string): readonly string[] {
  return instructions.filter((instruction) => instruction.keyword === keyword).map(({ text }) => text);
}

/** Of `CMD ["node", …]`; throws for a command that a shell would run, which would then get the signals. */
export function execForm(text: string): readonly string[] {
  return z.array(z.string()).min(1).parse(JSON.parse(text));
}

/** The command of a HEALTHCHECK. */
export function healthCheckCommand(text: string): readonly string[] {
  return execForm(text.slice(text.indexOf('CMD ') + 'CMD '.length));
}

/** Of ENV with quotes nowhere. */
export function environmentOf(stage: Stage): Readonly<Record<string, string>> {
  return Object.fromEntries(textsOf(stage, 'ENV').flatMap((text) => text.split(' ').map((pair) => pair.split('=', 2) as [string, string])));
}

/** What of the repository a build is given. */
export interface BuildContext {
  /** At the root. */
  readonly names: readonly string[];
  /** Whether a path of such a name, from the root, is left out. */
  readonly isLeftOut: (path: string) => boolean;
}

/** From `.dockerignore`, as far as ours goes: everything is left out but what has a `!`, and of that what is named after it. */
export async function readBuildContext(): Promise<BuildContext> {
  const lines = (await readFile('.dockerignore', 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (lines[0] !== '*') throw new Error('.dockerignore no longer begins with *: read it here as it is now.');
  const names = lines.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const patterns = lines.slice(1).filter((line) => !line.startsWith('!'));
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/^\*\*\//, '(.*/)?').replace(/(?<!\.)\*(?!\/)/, '[^/]*')}$`));
  return { names, isLeftOut: (path) => expressions.some((expression) => expression.test(path)) };
}
