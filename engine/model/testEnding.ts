const endings: (() => Promise<void>)[] = [];

/** Has something done once the last test of the present file is through: for what tests of one file share. `afterAll` in a module would hold for the first file only that imports it. */
export function atEndOfFile(end: () => Promise<void>): void {
  endings.push(end);
}

export async function endFile(): Promise<void> {
  for (const end of endings.splice(0)) await end();
}
