/**
 * Tests that prove by repetition, or again from another side: kills, interruptions and second runs in all their kinds, the whole way through the
 * API, each card in each theme, the tab in the stand-in for Teams, every failure that a page can meet, many rows, a backup
 * restored elsewhere, the container's steps, the README's commands in a fresh clone. They take minutes, and are a command of their own:
 * `npm run soak`, which also looks at every page in every theme.
 */
export const soaks = ['test/faults/{interrupted,killed*,mutation}.test.ts', 'test/end-to-end/secondRun*.test.ts', 'test/service/journey.test.ts', 'test/chat/cards.test.ts', 'test/browser/{teamsHost,states,manyResults}.test.ts', 'test/operations/backup.test.ts', 'test/container/container.test.ts', 'test/freshClone.test.ts'];
