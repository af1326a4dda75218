import type { Participant } from './tenantFolder.ts';

/** metrics.md, "address": the normalised SMTP address, or undefined where the text is none. */
export function addressOf(text: string | null | undefined): string | undefined {
  let address = (text ?? '').toLowerCase().replaceAll('<', '').replaceAll('>', '').trim();
  if (address.startsWith('mailto:')) address = address.slice('mailto:'.length).trim();
  return address.includes('@') && !/\s/.test(address) && !address.startsWith('/') ? address : undefined;
}

export function addressOfParticipant(participant: Participant): string | undefined {
  return addressOf(participant?.emailAddress?.address);
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Compares texts by UTF-16 code unit, as "smallest id" and the order of the table mean it. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
