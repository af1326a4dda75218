import { LockClosedRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { Dropdown, makeStyles, Option } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { EnrichmentView } from '../../api/contract.ts';
import { useEnrichments, useMe } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { AuditLog } from './AuditLog.tsx';
import { EnrichmentPrivacy } from './EnrichmentPrivacy.tsx';
import { ErasedPeople } from './ErasedPeople.tsx';
import { VisibilitySection } from './VisibilitySection.tsx';

const useStyles = makeStyles({
  choice: { minWidth: 'min(100%, 240px)' },
});

/** What the organisation has agreed to, what has become of it, and how to end it. */
export default function PrivacyPage() {
  const { text } = useTexts();
  const me = useMe();
  const enrichments = useEnrichments();
  const [parameters, setParameters] = useSearchParams();
  const known = enrichments.data ?? [];
  // A deleted one is in no list; its consents and receipts are still there.
  const chosenId = parameters.get('enrichment') ?? known[0]?.enrichment.id;
  const choose = (enrichmentId: string) => setParameters({ enrichment: enrichmentId });
  const mayRead = me.data?.actions.includes('readConsent') === true;
  const loading = <Loading heights={[180, 320, 320]} />;
  return (
    <Page title={text('privacy.title')} description={text('privacy.description')} actions={mayRead && known.length > 0 && <Chooser known={known} chosenId={chosenId} onChoose={choose} />}>
      <QueryView query={me} loading={loading}>
        {() =>
          mayRead ? (
            <>
              <QueryView query={enrichments} loading={loading}>
                {(views) =>
                  chosenId === undefined ? (
                    <EmptyState icon={<ShieldCheckmarkRegular />} title={text('privacy.none.title')} text={text('privacy.none.text')} />
                  ) : (
                    <EnrichmentPrivacy key={chosenId} enrichmentId={chosenId} view={views.find(({ enrichment }) => enrichment.id === chosenId)} />
                  )
                }
              </QueryView>
              <ErasedPeople />
              <VisibilitySection />
              <AuditLog enrichments={known} onOpen={choose} />
            </>
          ) : (
            <EmptyState icon={<LockClosedRegular />} title={text('privacy.notYours.title')} text={text('privacy.notYours.text')} />
          )
        }
      </QueryView>
    </Page>
  );
}

function Chooser({ known, chosenId, onChoose }: { readonly known: readonly EnrichmentView[]; readonly chosenId: string | undefined; readonly onChoose: (enrichmentId: string) => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  const named = (view: EnrichmentView) => nameOf(view) ?? text('privacy.unnamed');
  const chosen = known.find(({ enrichment }) => enrichment.id === chosenId);
  return (
    <Dropdown
      className={styles.choice}
      aria-label={text('privacy.choose')}
      value={chosen === undefined ? text('privacy.deleted') : named(chosen)}
      selectedOptions={chosenId === undefined ? [] : [chosenId]}
      onOptionSelect={(_event, { optionValue }) => optionValue !== undefined && onChoose(optionValue)}
    >
      {known.map((view) => (
        <Option key={view.enrichment.id} value={view.enrichment.id} text={named(view)}>
          {named(view)}
        </Option>
      ))}
    </Dropdown>
  );
}
