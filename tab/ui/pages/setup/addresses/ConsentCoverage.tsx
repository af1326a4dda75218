import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { Draft } from '../draft/useDraft.ts';
import { notCovered } from './pastedAddresses.ts';

/** Of an enrichment with consent: whether that covers what is chosen now. */
export function ConsentCoverage({ draft: { view, form } }: { readonly draft: Draft }) {
  const { text } = useTexts();
  if (view.consent?.status !== 'granted' || form.addresses.length === 0) return null;
  const count = notCovered(form.addresses, view.consent.addresses).length;
  return (
    <MessageBar intent={count === 0 ? 'success' : 'warning'} layout="multiline">
      <MessageBarBody>{count === 0 ? text('setup.addresses.consentCovers') : text('setup.addresses.newConsent', { count })}</MessageBarBody>
    </MessageBar>
  );
}
