import { randomUUID } from 'node:crypto';
import { assertRevision, findEnrichment } from '../enrichments/editing.ts';
import { exportMediaTypes } from '../insights/temporaryExport.ts';
import { EngagementFailure } from '../model/failure.ts';
import type { Segment } from '../model/segment.ts';
import type { State } from '../model/state.ts';
import { compileCondition } from '../segments/compileCondition.ts';
import { countMembers, exportMembers, members } from '../segments/members.ts';
import { audit } from '../store/audit.ts';
import type { ServiceContext } from './context.ts';
import { useShown, withResults } from './published.ts';
import type { Segments } from './service.ts';

export function segmentsService(context: ServiceContext): Segments {
  const { store, rights, folder, options: { clock } } = context;

  /** Where there are results, a new definition is counted at once: its history begins with what it was made for. */
  async function counted(enrichmentId: string, definition: Pick<Segment, 'level' | 'condition'>): Promise<Segment['history']> {
    if (findEnrichment(store.read(), enrichmentId).publicationId === undefined) return [];
    return useShown(context, enrichmentId, async (insights, { id }) => [{ publicationId: id, at: clock.now(), count: await countMembers(insights, definition) }]);
  }

  return {
    async list(actor, enrichmentId) {
      await rights.assert(actor, 'readResults');
      findEnrichment(store.read(), enrichmentId);
      return store.read().segments.filter((segment) => segment.enrichmentId === enrichmentId);
    },
    async get(actor, enrichmentId, id) {
      await rights.assert(actor, 'readResults');
      return findSegment(store.read(), enrichmentId, id);
    },
    async count(actor, enrichmentId, definition) {
      const { count } = await withResults(context, { actor, action: 'readResults', enrichmentId }, async (insights) => ({ count: await countMembers(insights, definition) }));
      return count;
    },
    async create(actor, enrichmentId, definition) {
      await rights.assert(actor, 'editSegments');
      findEnrichment(store.read(), enrichmentId);
      compileCondition(definition.condition);
      const history = await counted(enrichmentId, definition);
      return store.update((state) => {
        assertNameFree(state, enrichmentId, definition.name);
        const segment: Segment = { ...definition, id: randomUUID(), enrichmentId, revision: 1, isReadyMade: false, createdAt: clock.now(), createdBy: actor.userId, history };
        state.segments.push(segment);
        return segment;
      });
    },
    async change(actor, enrichmentId, id, definition, revision) {
      await rights.assert(actor, 'editSegments');
      assertOwn(findSegment(store.read(), enrichmentId, id));
      compileCondition(definition.condition);
      const history = await counted(enrichmentId, definition);
      return store.update((state) => {
        const segment = findSegment(state, enrichmentId, id);
        assertRevision(segment, revision);
        assertNameFree(state, enrichmentId, definition.name, id);
        const isSame = JSON.stringify([segment.level, segment.condition]) === JSON.stringify([definition.level, definition.condition]);
        Object.assign(segment, definition, { revision: segment.revision + 1, history: isSame ? segment.history : history });
        return segment;
      });
    },
    async remove(actor, enrichmentId, id) {
      await rights.assert(actor, 'editSegments');
      await store.update((state) => {
        const segment = findSegment(state, enrichmentId, id);
        assertOwn(segment);
        state.segments = state.segments.filter((one) => one !== segment);
      });
    },
    members: (actor, enrichmentId, id, page) =>
      withResults(context, { actor, action: 'readResults', enrichmentId }, (insights) => members(insights, findSegment(store.read(), enrichmentId, id), page)),
    async exportMembers(actor, enrichmentId, id, format) {
      await rights.assert(actor, 'exportResults');
      const segment = findSegment(store.read(), enrichmentId, id);
      const content = await useShown(context, enrichmentId, (insights) => exportMembers(insights, segment, format, folder.temporary));
      await store.update((state) => audit(state, { action: 'exported', by: actor.userId, enrichmentId, details: { format, segmentId: id } }, clock));
      return { content, fileName: `${segment.name}.${format}`, mediaType: exportMediaTypes[format] };
    },
  };
}

function findSegment(state: State, enrichmentId: string, id: string): Segment;
function findSegment(state: Readonly<State>, enrichmentId: string, id: string): Readonly<Segment>;
function findSegment(state: Readonly<State>, enrichmentId: string, id: string): Segment {
  const found = state.segments.find((segment) => segment.id === id && segment.enrichmentId === enrichmentId);
  if (found === undefined) throw new EngagementFailure('notFound', 'There is no such segment in this enrichment. See the list of its segments.');
  return found;
}

function assertOwn({ isReadyMade }: Readonly<Segment>): void {
  if (isReadyMade) throw new EngagementFailure('notAllowed', 'A ready-made segment cannot be changed or deleted. Make a segment of your own with the conditions that you want.');
}

function assertNameFree(state: Readonly<State>, enrichmentId: string, name: string, exceptId?: string): void {
  const isTaken = state.segments.some((segment) => segment.enrichmentId === enrichmentId && segment.id !== exceptId && segment.name.toLowerCase() === name.toLowerCase());
  if (isTaken) throw new EngagementFailure('nameTaken', `There is another segment named "${name}". Choose another name.`);
}
