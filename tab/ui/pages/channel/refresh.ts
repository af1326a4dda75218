/** A pinned tab stays open for days: it looks for newer results by itself. */
export const refreshMilliseconds = 5 * 60_000;

export const listMax = 10;
