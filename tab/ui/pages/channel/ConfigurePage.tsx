import { ChannelAddRegular, DataTrendingRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useMe } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useChosenEnrichment } from '../../components/useChosenEnrichment.ts';
import { useHost } from '../../host/HostContext.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { ConfigureForm } from './ConfigureForm.tsx';
import { useChannelTab } from './useChannelTab.ts';

/** Where Teams asks what a tab in a channel is to show, when it is added and when it is changed later. */
export default function ConfigurePage() {
  const { text } = useTexts();
  const { isConfiguration } = useHost();
  return (
    <Page title={text('channel.configure.title')} description={text('channel.configure.description')}>
      {isConfiguration ? <Configure /> : <EmptyState icon={<ChannelAddRegular />} title={text('channel.configure.elsewhere.title')} text={text('channel.configure.elsewhere.text')} />}
    </Page>
  );
}

function Configure() {
  const { text } = useTexts();
  const me = useMe();
  const present = useChannelTab();
  const { query: enrichments, withResults } = useChosenEnrichment();
  const loading = <Loading heights={[60, 120, 60]} />;
  return (
    <QueryView query={me} loading={loading}>
      {({ actions }) =>
        actions.includes('readResults') ? (
          <QueryView query={present} loading={loading}>
            {(tab) => (
              <QueryView query={enrichments} loading={loading}>
                {() => (withResults.length === 0 ? <EmptyState icon={<DataTrendingRegular />} title={text('channel.configure.noResults.title')} text={text('channel.configure.noResults.text')} /> : <ConfigureForm present={tab} enrichments={withResults} />)}
              </QueryView>
            )}
          </QueryView>
        ) : (
          <EmptyState icon={<LockClosedRegular />} title={text('channel.noRight.title')} text={text('channel.noRight.text')} />
        )
      }
    </QueryView>
  );
}
