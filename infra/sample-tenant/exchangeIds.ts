/** Exchange's base64 for ids: `/` becomes `-` and `+` becomes `_` (not the alphabet of RFC 4648 base64url, which swaps them the other way). */
function exchangeBase64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('/', '-').replaceAll('+', '_');
}

/** Ids as one mailbox makes them. Two mailboxes never share an item id, and give the same conversation different ids with the same last 16 bytes. */
export class MailboxIds {
  readonly #itemPrefix: string;
  readonly #conversationPrefix: Buffer;
  #itemsMade = 0;

  /** `storeId`: 32 hexadecimal digits, any; `mailboxGuid`: a UUID. */
  constructor(mailboxGuid: string, storeId: string) {
    const guidText = Buffer.from(mailboxGuid, 'ascii');
    const store = Buffer.from(storeId, 'hex');
    // 4 + 36 + 7 + 16 + 2 + 16 + 9 = 90 bytes: a multiple of three, so that prefix and item number can be encoded apart.
    const prefix = [Buffer.from('00032400', 'hex'), guidText, Buffer.from('00460000000000', 'hex'), store, Buffer.from('0700', 'hex'), Buffer.from(store).reverse(), Buffer.from('00000000010c000000', 'hex')];
    this.#itemPrefix = exchangeBase64(Buffer.concat(prefix));
    this.#conversationPrefix = Buffer.concat([Buffer.from('00042400', 'hex'), guidText, Buffer.from('001000', 'hex')]);
  }

  /** A new item id. */
  item(): string {
    const number = Buffer.alloc(6);
    number.writeUIntBE(++this.#itemsMade, 0, 6);
    return `${this.#itemPrefix}${exchangeBase64(number)}AAA=`;
  }

  /** The id of a series: the same for all its occurrences. `uid`: 32 hexadecimal digits. */
  series(uid: string): string {
    const number = Buffer.from(uid.slice(0, 12), 'hex');
    number.writeUInt8(number.readUInt8(0) | 0x80, 0); // Item numbers never reach this far.
    return `${this.#itemPrefix}${exchangeBase64(number)}AAA=`;
  }

  /** `conversation`: the 32 hexadecimal digits that all mailboxes share. */
  conversation(conversation: string): string {
    return exchangeBase64(Buffer.concat([this.#conversationPrefix, Buffer.from(conversation, 'hex')]));
  }
}

/** Milliseconds from 1601-01-01, the origin of FILETIME, to 1970-01-01. */
const fileTimeOriginMilliseconds = 11_644_473_600_000;

/**
 * `iCalUId` of a meeting made by Outlook: a hexadecimal GlobalObjectId ([MS-OXOCAL] 2.2.1.27). `uid`: 32 hexadecimal digits;
 * `occurrenceDate`: `YYYYMMDD`, the organiser's local date, for an occurrence of a series.
 */
export function globalObjectId(createdAt: number, uid: string, occurrenceDate?: string): string {
  const date = occurrenceDate === undefined ? '00000000' : Number(occurrenceDate.slice(0, 4)).toString(16).padStart(4, '0') + twoHexDigits(occurrenceDate.slice(4, 6)) + twoHexDigits(occurrenceDate.slice(6, 8));
  const created = Buffer.alloc(8);
  created.writeBigUInt64LE(BigInt(createdAt + fileTimeOriginMilliseconds) * 10_000n);
  return `040000008200E00074C5B7101A82E008${date}${created.toString('hex')}000000000000000010000000${uid}`.toUpperCase();
}

function twoHexDigits(decimal: string): string {
  return Number(decimal).toString(16).padStart(2, '0');
}
