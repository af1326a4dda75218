import { conditionIn } from '../../components/conditions/readCondition.ts';
import type { AggregationLevel, SegmentCondition } from '../../components/conditions/columns.ts';

/** What somebody is filling in. */
export interface SegmentDraft {
  readonly name: string;
  readonly level: AggregationLevel;
  readonly condition: SegmentCondition | undefined;
}

/** A draft that was left behind. */
export interface KeptDraft extends SegmentDraft {
  /** What it began with: of a segment its revision, of a new one what the address said. */
  readonly base: string;
}

export const levels: readonly AggregationLevel[] = ['Year', 'Month', 'Week'];

export function levelOf(value: unknown): AggregationLevel | undefined {
  return levels.find((level) => level === value);
}

export function isSameDraft(one: SegmentDraft, other: SegmentDraft): boolean {
  return one.name === other.name && one.level === other.level && JSON.stringify(one.condition) === JSON.stringify(other.condition);
}

/** Keeps what is being filled in for as long as the window is open, so that a click beside loses nothing. */
export class DraftKeeper {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  readonly #key: string;

  /** `segmentId`: undefined of a new one. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined, enrichmentId: string, segmentId: string | undefined) {
    this.#storage = storage;
    this.#key = `engagement.segment.${enrichmentId}.${segmentId ?? 'new'}`;
  }

  read(): KeptDraft | undefined {
    const text = this.#storage?.getItem(this.#key);
    if (text === null || text === undefined) return undefined;
    try {
      return keptDraftIn(JSON.parse(text));
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  keep(draft: KeptDraft): void {
    this.#storage?.setItem(this.#key, JSON.stringify(draft));
  }

  drop(): void {
    this.#storage?.removeItem(this.#key);
  }
}

function keptDraftIn(value: unknown): KeptDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, level, condition, base } = value as Readonly<Record<string, unknown>>;
  const known = levelOf(level);
  return typeof name === 'string' && typeof base === 'string' && known !== undefined ? { name, level: known, condition: conditionIn(condition), base } : undefined;
}

/** Undefined where the browser gives pages within others no storage. */
export function windowStorage(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
