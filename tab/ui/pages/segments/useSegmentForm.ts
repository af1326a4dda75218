import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiFailure } from '../../api/apiFailure.ts';
import type { Segment } from '../../api/contract.ts';
import { useChange } from '../../api/useApi.ts';
import { isUsable } from '../../components/conditions/conditionTree.ts';
import { segmentPath, segmentsPath } from '../../components/segmentPaths.ts';
import { DraftKeeper, isSameDraft, windowStorage, type SegmentDraft } from './segmentDraft.ts';

export interface SegmentFormOptions {
  readonly enrichmentId: string;
  /** As it is on the server now; undefined of a new one. */
  readonly saved?: Segment;
  readonly start: SegmentDraft;
  /** What `start` is of: a revision, or an address. */
  readonly base: string;
}

/** What somebody fills in, kept while the window is open, and how it is saved. */
export function useSegmentForm({ enrichmentId, saved, start, base }: SegmentFormOptions) {
  const navigate = useNavigate();
  const [keeper] = useState(() => new DraftKeeper(windowStorage(), enrichmentId, saved?.id));
  const [kept] = useState(() => {
    const left = keeper.read();
    // A new segment that begins with another condition is another segment; a change of an older revision is told as a conflict.
    return saved === undefined && left?.base !== base ? undefined : left;
  });
  const [draft, setDraft] = useState<SegmentDraft>(kept ?? { name: start.name, level: start.level, condition: start.condition });
  const [seen, setSeen] = useState(kept?.base ?? base);
  const [isRestored, setRestored] = useState(kept !== undefined);
  const [isChecked, setChecked] = useState(false);
  const [isConflict, setConflict] = useState(false);
  const [error, setError] = useState<unknown>();
  const change = useChange<{ readonly revision: number | undefined }, Segment>(
    (api, { revision }) => {
      const path = `/enrichments/${enrichmentId}/segments`;
      const body = { ...draft, name: draft.name.trim() };
      return saved === undefined ? api.send('POST', path, { body }) : api.send('PUT', `${path}/${saved.id}`, { body, revision });
    },
    [`/enrichments/${enrichmentId}/segments`],
  );

  const begin = (next: SegmentDraft, nextBase: string) => {
    keeper.drop();
    setDraft({ name: next.name, level: next.level, condition: next.condition });
    setSeen(nextBase);
    setRestored(false);
    setChecked(false);
    setConflict(false);
    setError(undefined);
  };

  const send = async (revision: number | undefined) => {
    setError(undefined);
    setConflict(false);
    try {
      const { id } = await change.mutateAsync({ revision });
      keeper.drop();
      void navigate(segmentPath(enrichmentId, id), { replace: true, state: { isSaved: true } });
    } catch (reason) {
      if (reason instanceof ApiFailure && reason.code === 'revisionConflict') setConflict(true);
      else setError(reason);
    }
  };

  return {
    draft,
    isRestored,
    isChecked,
    isConflict,
    error,
    isBusy: change.isPending,
    update: (changed: Partial<SegmentDraft>) => {
      const next = { ...draft, ...changed };
      setDraft(next);
      if (isSameDraft(next, saved ?? start)) keeper.drop();
      else keeper.keep({ ...next, base: seen });
    },
    /** False where something is missing or wrong, which the fields then tell. */
    save: (): boolean => {
      setChecked(true);
      const isComplete = draft.name.trim() !== '' && draft.condition !== undefined && isUsable(draft.condition);
      if (isComplete) void send(Number(seen));
      return isComplete;
    },
    /** Back to what was there before. */
    discard: () => begin(saved ?? start, saved === undefined ? base : String(saved.revision)),
    saveOver: () => send(saved?.revision),
    continueEditing: () => setConflict(false),
    cancel: () => {
      keeper.drop();
      void navigate(saved === undefined ? segmentsPath(enrichmentId) : segmentPath(enrichmentId, saved.id));
    },
  };
}
