import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Block, BlockCache } from './blockCache.ts';
import { ByteWriter } from './byteWriter.ts';
import type { ItemCut } from './itemCut.ts';
import { indexItems, lineItems } from './itemIndex.ts';
import type { ItemIndex } from './itemIndex.ts';
import type { ItemKind } from './itemKind.ts';
import { readIfPresent } from './tenantFolder.ts';

/** Few enough that a small page cuts little too much, enough that a page of 500 is two or three slices. */
const blockItems = 256;

/** An item in full, as Graph gives it and as a line of the tenant folder holds it. */
export type GraphItem = Readonly<Record<string, unknown>> & { readonly id: string };

/** A change of one mailbox while it is served. `replace` goes by id. */
export interface ItemChange {
  readonly insert?: readonly GraphItem[];
  readonly replace?: readonly GraphItem[];
  /** Ids as they stand in the folder. */
  readonly remove?: readonly string[];
}

/** Ranks of the items that a request asks for, in its order. */
export interface Ranks {
  readonly length: number;
  at(position: number): number;
}

/**
 * One mailbox's messages or events. The text stays in its file and is read and cut by blocks as it is asked for, so that memory does not grow
 * with the mailbox; the file must not change meanwhile. A change moves the text into memory.
 */
export class ItemList {
  readonly kind: ItemKind;
  readonly #file: string;
  readonly #cache: BlockCache;
  readonly #pending: { pagesUntil: number; readonly change: ItemChange }[] = [];
  #index: ItemIndex;
  #text: Buffer | undefined;
  #version = 0;

  private constructor(kind: ItemKind, file: string, cache: BlockCache, text: Buffer | undefined) {
    this.kind = kind;
    this.#file = file;
    this.#cache = cache;
    this.#text = text === undefined ? Buffer.alloc(0) : undefined;
    this.#index = indexItems(text ?? Buffer.alloc(0), kind, file);
  }

  /** Indexes the file; none is an empty list. Fails with `tenantFolderUnusable`, naming file and line. */
  static async open(kind: ItemKind, file: string, cache: BlockCache): Promise<ItemList> {
    return new ItemList(kind, file, cache, await readIfPresent(file));
  }

  get index(): ItemIndex {
    return this.#index;
  }

  /** Changes the list at once, or when the `beforePage`-th page from now is asked for (1: the next). */
  change(change: ItemChange, beforePage?: number): void {
    if (beforePage === undefined) this.#apply(change);
    else this.#pending.push({ pagesUntil: beforePage, change });
  }

  /** To be called before each page: carries out the changes that wait for it. */
  beginPage(): void {
    for (const waiting of [...this.#pending]) {
      waiting.pagesUntil -= 1;
      if (waiting.pagesUntil > 0) continue;
      this.#pending.splice(this.#pending.indexOf(waiting), 1);
      this.#apply(waiting.change);
    }
  }

  /** The texts of the items at `ranks[from]` to `ranks[to - 1]`, with commas between them. */
  texts(ranks: Ranks, from: number, to: number, cut: ItemCut): Buffer[] {
    const texts: Buffer[] = [];
    for (let position = from; position < to; ) {
      const rank = ranks.at(position);
      const blockNumber = Math.floor(rank / blockItems);
      const block = this.#block(blockNumber, cut);
      const first = rank - blockNumber * blockItems;
      let next = first + 1;
      position++;
      while (position < to && next < block.starts.length - 1 && ranks.at(position) === rank + next - first) {
        next++;
        position++;
      }
      texts.push(block.bytes.subarray(block.starts[first], block.starts[next]));
    }
    const last = texts.pop();
    if (last !== undefined) texts.push(last.subarray(0, -1));
    return texts;
  }

  #block(number: number, cut: ItemCut): Block {
    const key = `${this.#file}|${this.#version}|${number}|${cut.key}`;
    return this.#cache.get(key, () => {
      const from = number * blockItems;
      const lines = this.#lines(from, Math.min(from + blockItems, this.#index.count));
      const out = new ByteWriter(lines.reduce((sum, { length }) => sum + length + 1, 0));
      const starts = new Uint32Array(lines.length + 1);
      for (const [position, line] of lines.entries()) {
        starts[position] = out.length;
        cut.write(line.bytes, line.start, out);
        out.byte(comma);
      }
      starts[lines.length] = out.length;
      return { bytes: out.finish(), starts };
    });
  }

  /** The lines of neighbouring ranks: read as one piece where they stand close together in the file. */
  #lines(fromRank: number, toRank: number): Line[] {
    const { offsets, lengths } = this.#index;
    const lines = Array.from({ length: toRank - fromRank }, (_, place) => ({
      offset: offsets[fromRank + place] ?? 0,
      length: lengths[fromRank + place] ?? 0,
    }));
    const text = this.#text;
    if (text !== undefined) return lines.map(({ offset, length }) => ({ bytes: text, start: offset, length }));
    const begin = lines.reduce((least, { offset }) => Math.min(least, offset), Infinity);
    const end = lines.reduce((most, { offset, length }) => Math.max(most, offset + length), 0);
    const wanted = lines.reduce((sum, { length }) => sum + length, 0);
    const file = openSync(this.#file, 'r');
    try {
      if (end - begin > 4 * wanted) return lines.map(({ offset, length }) => ({ bytes: readAt(file, offset, length), start: 0, length }));
      const piece = readAt(file, begin, end - begin);
      return lines.map(({ offset, length }) => ({ bytes: piece, start: offset - begin, length }));
    } finally {
      closeSync(file);
    }
  }

  #apply({ insert = [], replace = [], remove = [] }: ItemChange): void {
    const text = this.#text ?? readFileSync(this.#file);
    const removed = new Set(remove);
    const replaced = new Map(replace.map((item) => [item.id, item]));
    const lines = lineItems(text, this.kind, this.#file)
      .filter(({ id }) => !removed.has(id))
      .map(({ id, offset, length }) => {
        const replacement = replaced.get(id);
        return replacement === undefined ? text.subarray(offset, offset + length) : Buffer.from(JSON.stringify(replacement));
      });
    for (const item of insert) lines.push(Buffer.from(JSON.stringify(item)));
    const changed = Buffer.concat(lines.flatMap((line) => [line, newline]));
    this.#index = indexItems(changed, this.kind, this.#file);
    this.#text = changed;
    this.#version++;
  }
}

interface Line {
  readonly bytes: Buffer;
  readonly start: number;
  readonly length: number;
}

const comma = 0x2c;
const newline = Buffer.from('\n');

function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  readSync(file, bytes, 0, length, offset);
  return bytes;
}
