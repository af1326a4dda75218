import type { Consents } from '../../api/contract.ts';
import type { Texts } from '../../texts/texts.ts';

/** How the directory calls somebody who asked, answered or withdrew; it may not know them any more, or not have answered. */
export function personName({ text }: Pick<Texts, 'text'>, people: Consents['people'], userId: string | undefined): string {
  return people.find((person) => person.userId === userId)?.displayName ?? text('consent.unknownPerson');
}
