/** The face of the engine for what only fails: it loads nothing else, so that a command starts at once. */
export { EngagementFailure } from './model/failure.ts';
