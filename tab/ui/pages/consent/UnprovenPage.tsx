import { Body1 } from '@fluentui/react-components';
import { Terms } from '../../components/consent/Terms.tsx';
import { Page } from '../../components/Page.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { Unproven } from './Unproven.tsx';

/** For those of whom it is not known that they may read the request: what holds for every request, and the way on. */
export function UnprovenPage({ consentId }: { readonly consentId: string }) {
  const { text } = useTexts();
  return (
    <Page title={text('consent.title')} description={text('consent.intro')}>
      <Unproven consentId={consentId} />
      <Section title={text('consent.terms.title')}>
        <Body1>{text('consent.unproven.hidden')}</Body1>
        <Terms />
      </Section>
    </Page>
  );
}
