/**
 * Tests that prove by repetition: kills, interruptions and second runs in all their kinds, every failure that a page can meet, many rows. They
 * take minutes, and are a command of their own: `npm run soak`.
 */
export const soaks = ['test/faults/{interrupted,killed*}.test.ts', 'test/end-to-end/secondRun*.test.ts', 'test/browser/{states,manyResults}.test.ts'];
