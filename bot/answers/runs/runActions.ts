import type { ActionHandlers } from '../handler.ts';

/** What the buttons on the cards of runs do. */
export const runActions: Pick<ActionHandlers, 'run.again'> = {
  async 'run.again'({ service }, { actor, texts }, { enrichmentId, isAutomatic }) {
    if (isAutomatic) return { kind: 'nothing' };
    await service.runs.start(actor, enrichmentId);
    // Its own card tells the rest; that of the failed run stays as the record of what happened.
    return { kind: 'sentence', text: texts.text('notices.runStarted') };
  },
};
