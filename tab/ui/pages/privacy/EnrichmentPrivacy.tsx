import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ConsentReview, Consents, EnrichmentView } from '../../api/contract.ts';
import { useAnswer } from '../../api/useApi.ts';
import { Terms } from '../../components/consent/Terms.tsx';
import { FieldsRead, NeverRead } from '../../components/consent/WhatIsRead.tsx';
import { Whose } from '../../components/consent/Whose.tsx';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { ConsentState } from './ConsentState.tsx';
import { History } from './History.tsx';
import { ReceiptDialog } from './ReceiptDialog.tsx';
import { Receipts } from './Receipts.tsx';
import type { Receipt } from './receiptFacts.ts';

const useStyles = makeStyles({
  both: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))', gap: tokens.spacingVerticalL },
});

interface EnrichmentPrivacyProps {
  readonly enrichmentId: string;
  /** Undefined of one that was deleted. */
  readonly view: EnrichmentView | undefined;
}

/** Consent to one enrichment: where it stands, what it covers, what came before, what was erased. */
export function EnrichmentPrivacy({ enrichmentId, view }: EnrichmentPrivacyProps) {
  const query = useAnswer<Consents>(`/enrichments/${enrichmentId}/consents`);
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <QueryView query={query} loading={<Loading heights={[180, 320, 320]} />}>
      {({ consents, receipts, people }) => {
        const consent = view?.consent ?? consents[0];
        return (
          <>
            <ConsentState view={view} consent={consent} consents={consents} people={people} onErased={setReceipt} />
            {view !== undefined && consent !== undefined && (consent.status === 'requested' || consent.status === 'granted') && <Covered consentId={consent.id} />}
            {consents.length > 0 && <History consents={consents} people={people} />}
            {receipts.length > 0 && <Receipts receipts={receipts} people={people} view={view} />}
            {receipt !== undefined && <ReceiptDialog receipt={receipt} people={people} view={view} onClose={() => setReceipt(undefined)} />}
          </>
        );
      }}
    </QueryView>
  );
}

/** What a consent covers, field by field. */
function Covered({ consentId }: { readonly consentId: string }) {
  const styles = useStyles();
  const { text } = useTexts();
  const query = useAnswer<ConsentReview>(`/consents/${consentId}/review`);
  return (
    <QueryView query={query} loading={<Loading heights={[160, 480]} />}>
      {(review) => (
        <>
          <div className={styles.both}>
            <Section title={text('consent.whose.title')}>
              <Whose review={review} />
            </Section>
            <Section title={text('consent.never.title')}>
              <NeverRead neverRead={review.neverRead} permissions={review.permissions} />
            </Section>
          </div>
          <Section title={text('consent.read.title')}>
            <FieldsRead fieldsRead={review.fieldsRead} />
          </Section>
          <Section title={text('consent.terms.title')}>
            <Terms />
          </Section>
        </>
      )}
    </QueryView>
  );
}
