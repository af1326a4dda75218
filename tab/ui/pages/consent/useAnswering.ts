import { useState } from 'react';
import type { ConsentApproval } from '../../api/contract.ts';
import { useChange } from '../../api/useApi.ts';

/** An answer may give rights (nobody is known to be an administrator before the permissions are granted), and makes a first run due. */
const changed = ['/consents', '/enrichments', '/audit', '/me'];

/** The way through the consent page of Microsoft Entra ID. */
export type EntraWay = Extract<ConsentApproval, { readonly kind: 'entraConsentNeeded' }>;

/** `way` stays there while it is asked once more whether the permissions show. */
export function useApproval(consentId: string) {
  const [way, setWay] = useState<EntraWay>();
  const { mutate, isPending, error } = useChange<undefined, ConsentApproval>(async (api) => {
    const approval = await api.send<ConsentApproval>('POST', `/consents/${consentId}/approve`);
    setWay(approval.kind === 'entraConsentNeeded' ? approval : undefined);
    return approval;
  }, changed);
  return { way, isPending, error, approve: () => mutate(undefined) };
}

export function useDecline(consentId: string) {
  return useChange<string, unknown>((api, reason) => api.send('POST', `/consents/${consentId}/decline`, { body: { reason } }), changed);
}
