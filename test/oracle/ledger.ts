/** How many were left out, by reason. */
export type Ledger = Record<string, number>;

export function emptyLedger(reasons: readonly string[]): Ledger {
  return Object.fromEntries(reasons.map((reason) => [reason, 0]));
}

export function count(ledger: Ledger, reason: string): void {
  ledger[reason] = (ledger[reason] ?? 0) + 1;
}
