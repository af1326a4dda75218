import { readingSchema, contenderNames, type Contender, type ContenderName } from './contender.ts';
import { parseBytes, parseTexts } from './floor.ts';
import { pageIterator } from './pageIterator.ts';
import { pipeline } from './pipeline.ts';

/** The process of one contender (its name is the argument): what it is to read is the first message, every later one asks for a round. */
const contenders: Readonly<Record<ContenderName, Contender>> = { pipeline, parseTexts, parseBytes, pageIterator };

const name = contenderNames.find((known) => known === process.argv[2]);
if (name === undefined) throw new RangeError('There is no such contender.');

let round: Awaited<ReturnType<Contender>> | undefined;

async function answer(message: unknown): Promise<void> {
  round ??= await contenders[name ?? 'pipeline'](readingSchema.parse(message));
  process.send?.(await round());
}

process.on('message', (message) => void answer(message));
