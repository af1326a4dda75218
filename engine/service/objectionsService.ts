import type { ServiceContext } from './context.ts';
import { personNames } from './personNames.ts';
import { receiptOf, type peopleErasure } from './peopleErasure.ts';
import type { Objections } from './service.ts';

export function objectionsService(context: ServiceContext, people: ReturnType<typeof peopleErasure>): Objections {
  const { store, rights } = context;
  return {
    async list(actor) {
      await rights.assert(actor, 'readConsent');
      const objections = store.read().objections.map(receiptOf).reverse();
      return { objections, people: await personNames(context, objections.map(({ by }) => by)) };
    },
    async erase(actor, address, reason) {
      await rights.assert(actor, 'erasePeople');
      return people.erase(address, reason, actor.userId);
    },
    async lift(actor, address) {
      await rights.assert(actor, 'erasePeople');
      return { objectionsLifted: await people.lift(address, actor.userId) };
    },
  };
}
