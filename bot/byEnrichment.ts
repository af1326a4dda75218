/** Lists of records are never changed in place, so that what was made of one holds for as long as it is there: some have tens of thousands. */
const known = new WeakMap<readonly object[], ReadonlyMap<string, readonly object[]>>();

/** Records by the enrichment that they are of, each list in the order of the records. `records`: of the state, which is immutable. */
export function byEnrichment<Element extends { readonly enrichmentId: string }>(records: readonly Element[]): ReadonlyMap<string, readonly Element[]> {
  const earlier = known.get(records);
  if (earlier !== undefined) return earlier as ReadonlyMap<string, readonly Element[]>;
  const lists = new Map<string, Element[]>();
  for (const record of records) {
    const list = lists.get(record.enrichmentId);
    if (list === undefined) lists.set(record.enrichmentId, [record]);
    else list.push(record);
  }
  known.set(records, lists);
  return lists;
}
