import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../model/clock.ts';
import type { ConsentPassage } from '../model/consent.ts';
import type { State } from '../model/state.ts';
import { audit } from '../store/audit.ts';
import { openRequest } from './consents.ts';

/** The way through Entra's page takes a sign-in and some reading: after this time its `state` is worth nothing. */
export const passageMinutes = 60;

/** Beyond any guessing (RFC 6749 section 10.10 asks for 128 bits at least). */
const stateBytes = 32;

export type RandomBytes = (size: number) => Uint8Array;

export interface PassageStart {
  readonly tenantId: string;
  readonly consentId: string;
  readonly administratorId: string;
  /** How many permissions are missing: for the audit log. */
  readonly missingCount: number;
}

/**
 * Within an update: lets an administrator set out for Entra's consent page. Gives the `state` to be sent along, of which only a hash stays
 * here. An earlier way of the same person to the same consent ends. @throws EngagementFailure as `openRequest`
 */
export function startPassage(state: State, { tenantId, consentId, administratorId, missingCount }: PassageStart, clock: Clock, randomBytes: RandomBytes): string {
  const { enrichmentId } = openRequest(state, consentId, clock.now());
  const secret = Buffer.from(randomBytes(stateBytes)).toString('base64url');
  const startedAt = clock.now();
  state.consentPassages = state.consentPassages.filter(
    (passage) => passage.expiresAt > startedAt && !(passage.consentId === consentId && passage.administratorId === administratorId),
  );
  state.consentPassages.push({ stateHash: hashOf(tenantId, secret), consentId, administratorId, startedAt, expiresAt: startedAt + passageMinutes * 60_000 });
  audit(state, { action: 'consentPageOpened', by: administratorId, enrichmentId, details: { consentId, missingPermissions: missingCount } }, clock);
  return secret;
}

/**
 * Within an update: the passage to which a `state` belongs, taken out of the records, so that it can never be used again; undefined where
 * there is none, or it was used, or its time is over. Nothing may be done on the strength of a passage before that update is durable.
 */
export function usePassage(state: State, tenantId: string, secret: string, clock: Clock): ConsentPassage | undefined {
  const wanted = Buffer.from(hashOf(tenantId, secret), 'hex');
  const found = state.consentPassages.find(({ stateHash }) => timingSafeEqual(Buffer.from(stateHash, 'hex'), wanted));
  state.consentPassages = state.consentPassages.filter((passage) => passage !== found);
  return found !== undefined && clock.now() < found.expiresAt ? found : undefined;
}

/** The tenant is part of it: a `state` is worth nothing with another one. */
function hashOf(tenantId: string, secret: string): string {
  return createHash('sha256').update(`${tenantId.toLowerCase()}\n${secret}`).digest('hex');
}
