/** Items of neighbouring ranks, cut and joined: each item's text is followed by a comma. */
export interface Block {
  readonly bytes: Buffer;
  /** Byte offset of each item, and at last of the end. */
  readonly starts: Uint32Array;
}

/** The blocks used last, up to a number of bytes, over all mailboxes. */
export class BlockCache {
  readonly #bytesMax: number;
  readonly #blocks = new Map<string, Block>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get(key: string, make: () => Block): Block {
    const found = this.#blocks.get(key);
    if (found !== undefined) {
      // Put last again: a Map remembers the order of insertion, and the first is the one to go.
      this.#blocks.delete(key);
      this.#blocks.set(key, found);
      return found;
    }
    const made = make();
    this.#blocks.set(key, made);
    this.#bytes += made.bytes.length;
    for (const [oldest, block] of this.#blocks) {
      if (this.#bytes <= this.#bytesMax || oldest === key) break;
      this.#blocks.delete(oldest);
      this.#bytes -= block.bytes.length;
    }
    return made;
  }
}
