import type { AuditEntry } from '../model/auditEntry.ts';
import type { Clock } from '../model/clock.ts';
import type { State } from '../model/state.ts';

/** What a caller tells of an action. Ids and numbers only: never a name, an address or a text that somebody has typed. */
export type Audited = Pick<AuditEntry, 'action' | 'by' | 'enrichmentId' | 'details'>;

/** To be called within `StateStore.update`: the entry becomes durable with the change that it tells of, or not at all. */
export function audit(state: State, audited: Audited, clock: Clock): void {
  state.auditSequence += 1;
  state.auditOutbox.push({ sequence: state.auditSequence, at: clock.now(), ...audited });
}
