import { EngagementFailure } from '../model/failure.ts';

/** Everything that an iterable yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The failure with which the work ends; throws where it ends otherwise. */
export async function failureOf(work: Promise<unknown>): Promise<EngagementFailure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngagementFailure)) throw new Error('an EngagementFailure was expected', { cause: error });
  return error;
}
