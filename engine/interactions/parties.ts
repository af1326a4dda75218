import { parseAddress, type Address } from '../model/address.ts';
import type { Pseudonym, Pseudonyms } from './pseudonyms.ts';

/** What matching must know of an address. `AddressIndex` of engine/contacts is one. */
export interface Sides {
  isContact(address: Address): boolean;
  isOwnSide(address: Address): boolean;
}

/** An address in a mail or meeting, and which side it is on. */
export interface Party {
  readonly address: Address;
  readonly side: 'own' | 'contact' | 'other';
  readonly pseudonym: Pseudonym;
}

/** Beyond this many texts the memory starts anew: a mailbox sees a few thousand different ones in a month. */
const rememberedTextsMax = 100_000;

/** Tells for an address as sent who that is. Remembers: the same few people are in most mails, and parsing and hashing are the dear part. */
export class Parties {
  readonly #sides: Sides;
  readonly #pseudonyms: Pseudonyms;
  readonly #known = new Map<string, Party | undefined>();

  constructor(sides: Sides, pseudonyms: Pseudonyms) {
    this.#sides = sides;
    this.#pseudonyms = pseudonyms;
  }

  /** undefined where the text is no SMTP address. */
  of(text: string | undefined): Party | undefined {
    if (text === undefined) return undefined;
    if (this.#known.has(text)) return this.#known.get(text);
    if (this.#known.size >= rememberedTextsMax) this.#known.clear();
    const address = parseAddress(text);
    const party = address === undefined ? undefined : (this.#known.get(address) ?? this.#identify(address));
    this.#known.set(text, party);
    if (address !== undefined) this.#known.set(address, party);
    return party;
  }

  #identify(address: Address): Party {
    const pseudonym = this.#pseudonyms.address(address);
    if (this.#sides.isOwnSide(address)) return { address, side: 'own', pseudonym };
    return { address, side: this.#sides.isContact(address) ? 'contact' : 'other', pseudonym };
  }
}
