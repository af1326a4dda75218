import { useState } from 'react';
import type { ConsentApproval, ConsentReview } from '../../api/contract.ts';
import { useChange } from '../../api/useApi.ts';

/** An answer may give rights (nobody is known to be an administrator before the permissions are granted), and makes a first run due. */
const changed = ['/consents', '/enrichments', '/audit', '/me'];

/** The way through the consent page of Microsoft Entra ID. */
export type EntraWay = Extract<ConsentApproval, { readonly kind: 'entraConsentNeeded' }>;

/** `way` stays there while it is asked once more whether the permissions show. */
export function useApproval(consentId: string) {
  const [way, setWay] = useState<EntraWay>();
  const { mutate, isPending, error } = useChange<undefined, unknown>(async (api) => {
    const path = `/consents/${consentId}`;
    // The way through Entra ends at the service, which records the consent by itself: what is answered cannot be approved once more.
    if (way !== undefined && (await api.get<ConsentReview>(`${path}/review`)).consent.status !== 'requested') return;
    const approval = await api.send<ConsentApproval>('POST', `${path}/approve`);
    setWay(approval.kind === 'entraConsentNeeded' ? approval : undefined);
  }, changed);
  return { way, isPending, error, approve: () => mutate(undefined) };
}

export function useDecline(consentId: string) {
  return useChange<string, unknown>((api, reason) => api.send('POST', `/consents/${consentId}/decline`, { body: { reason } }), changed);
}
