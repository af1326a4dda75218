import { firstIssue, folderRefusal, utf8Text } from './folderRefusal.ts';
import { itemSchemas } from './itemKind.ts';
import type { IndexedItem, ItemKind } from './itemKind.ts';

const lineFeed = 0x0a;

/**
 * Where the items of one mailbox stand in their ndjson text, by rank: messages from the last received to the first, events from the first start
 * to the last, file order among equals. Numbers only: a million messages take 28 MB.
 */
export interface ItemIndex {
  readonly count: number;
  /** As `IndexedItem.primaryMs`, by rank. */
  readonly primaryMs: Float64Array;
  readonly secondaryMs: Float64Array;
  /** Byte offset and length of the item's line, by rank. */
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
  /** How many messages lie in each folder. */
  readonly folders: ReadonlyMap<string, number>;
}

/**
 * Checks every line of an ndjson text and indexes it. Blank lines are ignored.
 * Fails with `tenantFolderUnusable`, naming `file` and the line.
 */
export function indexItems(bytes: Buffer, kind: ItemKind, file: string): ItemIndex {
  const items = lineItems(bytes, kind, file);
  const sign = kind === 'messages' ? -1 : 1;
  const keys = Float64Array.from(items, ({ primaryMs }) => sign * primaryMs);
  const order = Uint32Array.from(items.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  const index = {
    count: items.length,
    primaryMs: new Float64Array(items.length),
    secondaryMs: new Float64Array(items.length),
    offsets: new Float64Array(items.length),
    lengths: new Uint32Array(items.length),
    folders: new Map<string, number>(),
  };
  for (const [rank, place] of order.entries()) {
    const item = items[place];
    if (item === undefined) continue;
    index.primaryMs[rank] = item.primaryMs;
    index.secondaryMs[rank] = item.secondaryMs;
    index.offsets[rank] = item.offset;
    index.lengths[rank] = item.length;
    if (item.folder !== undefined) index.folders.set(item.folder, (index.folders.get(item.folder) ?? 0) + 1);
  }
  return index;
}

interface PlacedItem extends IndexedItem {
  readonly offset: number;
  readonly length: number;
}

/** The items of an ndjson text in file order. */
export function lineItems(bytes: Buffer, kind: ItemKind, file: string): PlacedItem[] {
  const text = utf8Text(bytes, file);
  const items: PlacedItem[] = [];
  const skipped = bytes.length - text.length;
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const newline = text.indexOf(lineFeed, start);
    const end = newline < 0 ? text.length : newline;
    const json = text.toString('utf8', start, end).trim();
    if (json !== '') {
      const parsed = itemSchemas[kind].safeParse(parseLine(json, file, line));
      if (!parsed.success) throw folderRefusal(file, line, firstIssue(parsed.error));
      items.push({ ...parsed.data, offset: skipped + start, length: end - start });
    }
    start = end + 1;
  }
  return items;
}

function parseLine(json: string, file: string, line: number): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The error is not passed on: V8 quotes the text in it.
    throw folderRefusal(file, line, 'the line is not JSON');
  }
}
