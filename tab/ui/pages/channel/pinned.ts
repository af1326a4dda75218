/** What a channel tab shows. */
export type Pinned =
  | { readonly kind: 'customer'; readonly enrichmentId: string; readonly customerId: string }
  | { readonly kind: 'segment'; readonly enrichmentId: string; readonly segmentId: string }
  | { readonly kind: 'ranking'; readonly enrichmentId: string };
export type PinnedKind = Pinned['kind'];

export const pinnedKinds: readonly PinnedKind[] = ['customer', 'segment', 'ranking'];

/** Its path below the tab's base. */
export function pinnedPath(pinned: Pinned): string {
  const query = new URLSearchParams({ kind: pinned.kind, enrichment: pinned.enrichmentId });
  if (pinned.kind === 'customer') query.set('customer', pinned.customerId);
  if (pinned.kind === 'segment') query.set('segment', pinned.segmentId);
  return `/channel/pinned?${query.toString()}`;
}

/** What an address asks for; undefined where it is incomplete. */
export function readPinned(query: URLSearchParams): Pinned | undefined {
  const enrichmentId = query.get('enrichment');
  const kind = query.get('kind');
  if (enrichmentId === null || enrichmentId === '') return undefined;
  if (kind === 'ranking') return { kind, enrichmentId };
  const id = kind === 'customer' || kind === 'segment' ? query.get(kind) : null;
  if (id === null || id === '') return undefined;
  return kind === 'customer' ? { kind, enrichmentId, customerId: id } : { kind: 'segment', enrichmentId, segmentId: id };
}
