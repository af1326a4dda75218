import { Button } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useNavigate, useParams } from 'react-router';
import { useEnrichment, useMe } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { NewSetup } from './NewSetup.tsx';
import { Wizard } from './Wizard.tsx';

/** The set-up of an enrichment in five steps, a new one or one that is there. */
export default function SetupPage() {
  const { enrichmentId } = useParams();
  const { text } = useTexts();
  const crumbs = [{ label: text('shell.enrichments'), path: '/enrichments' }];
  const me = useMe();
  const loading = (
    <Page title={text('setup.titleNew')} crumbs={crumbs}>
      <Loading heights={[480]} />
    </Page>
  );
  return (
    <QueryView query={me} loading={loading}>
      {({ actions }) => {
        if (!actions.includes('editEnrichments')) return <NotAllowed />;
        return enrichmentId === undefined ? <NewSetup /> : <ExistingSetup enrichmentId={enrichmentId} />;
      }}
    </QueryView>
  );
}

function ExistingSetup({ enrichmentId }: { readonly enrichmentId: string }) {
  const { text } = useTexts();
  const enrichment = useEnrichment(enrichmentId);
  const name = enrichment.data && nameOf(enrichment.data);
  const title = name === undefined ? text('setup.titleNew') : text('setup.titleEdit', { name });
  const crumbs = [{ label: text('shell.enrichments'), path: '/enrichments' }];
  if (enrichment.data === undefined) {
    return (
      <Page title={title} crumbs={crumbs}>
        <QueryView query={enrichment} loading={<Loading heights={[480]} />}>
          {() => null}
        </QueryView>
      </Page>
    );
  }
  return <Wizard key={enrichmentId} view={enrichment.data} title={title} crumbs={crumbs} />;
}

function NotAllowed() {
  const { text } = useTexts();
  const navigate = useNavigate();
  return (
    <Page title={text('setup.titleNew')}>
      <EmptyState
        icon={<LockClosedRegular />}
        title={text('setup.notAllowed.title')}
        text={text('setup.notAllowed.text')}
        action={
          <Button appearance="primary" onClick={() => void navigate('/enrichments')}>
            {text('setup.notAllowed.action')}
          </Button>
        }
      />
    </Page>
  );
}
