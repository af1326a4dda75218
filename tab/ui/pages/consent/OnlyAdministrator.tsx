import { Body1, Button } from '@fluentui/react-components';
import { ShareRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Section } from '../../components/Section.tsx';
import { useHost } from '../../host/HostContext.ts';
import { linkToPage } from '../../host/places.ts';
import { useTexts } from '../../texts/TextsContext.ts';

/** For those who may read a request and not answer it: why, and how to pass it on. */
export function OnlyAdministrator({ consentId }: { readonly consentId: string }) {
  const { text } = useTexts();
  const host = useHost();
  const [outcome, setOutcome] = useState<'shared' | 'copied'>();
  const [error, setError] = useState<unknown>();
  const share = () => {
    const url = linkToPage({ tabUrl: `${location.origin}${import.meta.env.BASE_URL}`, teamsAppId: host.teamsAppId }, `/enrichments/consents/${consentId}`);
    setError(undefined);
    host.share({ url, message: text('consent.onlyAdministrator.message') }).then(setOutcome, setError);
  };
  return (
    <Section title={text('consent.onlyAdministrator.title')}>
      <Body1>{text('consent.onlyAdministrator.text')}</Body1>
      {error !== undefined && <FailureMessage error={error} />}
      <div>
        <Button icon={<ShareRegular />} onClick={share}>
          {text('consent.onlyAdministrator.share')}
        </Button>
      </div>
      <div role="status">{outcome === 'copied' && text('consent.onlyAdministrator.copied')}</div>
    </Section>
  );
}
