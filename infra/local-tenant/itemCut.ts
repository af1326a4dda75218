import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { ByteWriter } from './byteWriter.ts';
import { eachProperty } from './jsonScan.ts';

/** How the items of one request look. */
export interface ItemView {
  /** Names in `$select`; undefined for all. */
  readonly select: ReadonlySet<string> | undefined;
  /** Properties that the token's roles do not open. */
  readonly withheld: ReadonlySet<string>;
  /** `Prefer: IdType="ImmutableId"`: the ids of the file. */
  readonly immutableIds: boolean;
  /** IANA zone of `start` and `end`. */
  readonly timeZone: string;
  /** Whose mailbox: folder ids differ from mailbox to mailbox. */
  readonly userId: string;
}

/** What is done with a property: copied, left out, or replaced by what Graph gives in its place. */
type Treatment = 'keep' | 'drop' | 'mutableId' | 'folderId' | 'zonedTime';

/** Returned whatever `$select` says. */
const alwaysKept = ['@odata.etag', '@odata.type', 'id'];

/** The properties that are known to a view, found by their bytes: a name is compared without being made a string. */
class Treatments {
  readonly #byLength: { readonly name: Buffer; readonly treatment: Treatment }[][] = [];
  readonly #otherwise: Treatment;

  constructor(treatments: ReadonlyMap<string, Treatment>, otherwise: Treatment) {
    this.#otherwise = otherwise;
    for (const [text, treatment] of treatments) {
      const name = Buffer.from(text);
      (this.#byLength[name.length] ??= []).push({ name, treatment });
    }
  }

  of(bytes: Buffer, start: number, end: number): Treatment {
    for (const { name, treatment } of this.#byLength[end - start] ?? []) {
      let at = 0;
      while (at < name.length && name[at] === bytes[start + at]) at++;
      if (at === name.length) return treatment;
    }
    return this.#otherwise;
  }
}

/** Cuts items to a view, on bytes. */
export class ItemCut {
  /** The same for views that cut the same text. */
  readonly key: string;
  readonly #view: ItemView;
  readonly #treatments: Treatments;
  readonly #folderIds = new Map<string, string>();

  constructor(view: ItemView) {
    this.#view = view;
    this.#treatments = treatmentsOf(view);
    const selected = view.select === undefined ? '*' : [...view.select].sort().join(',');
    this.key = [selected, [...view.withheld].join(','), view.immutableIds, view.timeZone].join('|');
  }

  /** Appends the item whose JSON begins at `start` to `out`. */
  write(json: Buffer, start: number, out: ByteWriter): void {
    let separator = openBrace;
    // Kept properties that stand side by side are copied in one piece.
    let pieceStart = -1;
    let pieceEnd = -1;
    const flush = (): void => {
      if (pieceStart < 0) return;
      out.byte(separator);
      out.bytes(json, pieceStart, pieceEnd);
      separator = comma;
      pieceStart = -1;
    };
    eachProperty(json, start, (keyStart, keyEnd, valueStart, valueEnd) => {
      const treatment = this.#treatments.of(json, keyStart, keyEnd);
      if (treatment === 'keep') {
        if (pieceStart < 0) pieceStart = keyStart - 1;
        pieceEnd = valueEnd;
        return;
      }
      flush();
      if (treatment === 'drop') return;
      out.byte(separator);
      out.bytes(json, keyStart - 1, valueStart);
      out.text(this.#replacement(treatment, json.toString('utf8', valueStart, valueEnd), json, start));
      separator = comma;
    });
    flush();
    if (separator === openBrace) out.byte(openBrace);
    out.byte(closeBrace);
  }

  /** The JSON that stands in place of the file's. */
  #replacement(treatment: Treatment, written: string, json: Buffer, itemStart: number): string {
    switch (treatment) {
      case 'mutableId':
        return mutableId(written, json, itemStart);
      case 'zonedTime':
        return inZone(written, this.#view.timeZone);
      default:
        return this.#folderId(written);
    }
  }

  #folderId(written: string): string {
    let id = this.#folderIds.get(written);
    if (id === undefined) {
      id = written === 'null' ? written : JSON.stringify(folderId(this.#view.userId, String(JSON.parse(written))));
      this.#folderIds.set(written, id);
    }
    return id;
  }
}

/** The opaque id that Exchange would give a folder: the same in every run, another one in every mailbox. */
export function folderId(userId: string, folderName: string): string {
  const digest = createHash('sha256').update(`${userId.toLowerCase()}/${folderName.toLowerCase()}`).digest('base64url');
  return `AQMkAD${digest}AAAA==`;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;

function treatmentsOf({ select, withheld, immutableIds, timeZone }: ItemView): Treatments {
  const special = new Map<string, Treatment>([['parentFolderId', 'folderId']]);
  if (!immutableIds) special.set('id', 'mutableId');
  if (timeZone !== 'UTC') special.set('start', 'zonedTime').set('end', 'zonedTime');
  const named = select === undefined ? [...special.keys()] : [...alwaysKept, ...select];
  const treatments = new Map(named.map((name) => [name, special.get(name) ?? 'keep']));
  for (const name of withheld) treatments.set(name, 'drop');
  return new Treatments(treatments, select === undefined ? 'keep' : 'drop');
}

/** Without the immutable id type an item's id changes when it is moved to another folder. */
function mutableId(written: string, json: Buffer, itemStart: number): string {
  let folder = '';
  eachProperty(json, itemStart, (keyStart, keyEnd, valueStart, valueEnd) => {
    if (json.toString('latin1', keyStart, keyEnd) === 'parentFolderId') folder = json.toString('utf8', valueStart, valueEnd);
  });
  return JSON.stringify(`${String(JSON.parse(written))}${Buffer.from(`/${folder}`).toString('base64url')}AAA=`);
}

/** `{"dateTime":"2016-12-09T20:30:00.0000000","timeZone":…}` as Graph writes it, seven digits of fraction and no offset. */
function inZone(written: string, timeZone: string): string {
  const { dateTime } = JSON.parse(written) as { readonly dateTime: string };
  const utcMs = Date.parse(dateTime.endsWith('Z') ? dateTime : `${dateTime}Z`);
  const local = DateTime.fromMillis(utcMs, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS");
  return JSON.stringify({ dateTime: `${local}0000`, timeZone });
}
