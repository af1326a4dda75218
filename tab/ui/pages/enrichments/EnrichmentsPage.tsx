import { Tab, TabList } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import { useEnrichments, useMay } from '../../api/useApi.ts';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { Discover } from './Discover.tsx';
import { MyEnrichments } from './MyEnrichments.tsx';

const views = ['discover', 'mine'] as const;

/** What can be enriched, and what is. Whoever has nothing yet sees first what there is. */
export default function EnrichmentsPage() {
  const { text } = useTexts();
  const query = useEnrichments();
  const mayEdit = useMay('editEnrichments');
  const [parameters, setParameters] = useSearchParams();
  const isNew = query.data?.length === 0 && mayEdit;
  const view = views.find((name) => name === parameters.get('view')) ?? (isNew ? 'discover' : 'mine');
  return (
    <Page title={text('enrichments.title')} description={text('enrichments.description')}>
      <TabList selectedValue={view} onTabSelect={(_event, { value }) => setParameters({ view: String(value) })} aria-label={text('enrichments.views')}>
        {views.map((name) => (
          <Tab key={name} id={`tab-${name}`} value={name} aria-controls={name === view ? 'view' : undefined}>
            {text(`enrichments.${name}`)}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id="view" aria-labelledby={`tab-${view}`}>
        <QueryView query={query} loading={<Loading heights={[48, 320]} />}>
          {(enrichments) => (view === 'discover' ? <Discover enrichments={enrichments} /> : <MyEnrichments enrichments={enrichments} />)}
        </QueryView>
      </div>
    </Page>
  );
}
