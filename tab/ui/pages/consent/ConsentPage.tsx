import { useParams } from 'react-router';
import { useMe } from '../../api/useApi.ts';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { ReviewPage } from './ReviewPage.tsx';
import { UnprovenPage } from './UnprovenPage.tsx';

/** A request for consent: what a Global Administrator reads before answering, and how it ended. */
export default function ConsentPage() {
  const { consentId = '' } = useParams();
  const { text } = useTexts();
  const me = useMe();
  if (me.data?.actions.includes('readConsent') === true) return <ReviewPage key={consentId} consentId={consentId} />;
  if (me.data !== undefined) return <UnprovenPage key={consentId} consentId={consentId} />;
  return (
    <Page title={text('consent.title')} description={text('consent.intro')}>
      <QueryView query={me} loading={<Loading heights={[64, 160, 320]} />}>
        {() => null}
      </QueryView>
    </Page>
  );
}
