import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ConsentReview } from '../../api/contract.ts';
import { useAnswer, useMay } from '../../api/useApi.ts';
import { consentFacts } from '../../components/consent/consentFacts.ts';
import { endingOf, type Ending } from '../../components/consent/ending.ts';
import { Facts } from '../../components/consent/Facts.tsx';
import { Permissions } from '../../components/consent/Permissions.tsx';
import { Terms } from '../../components/consent/Terms.tsx';
import { FieldsRead, NeverRead } from '../../components/consent/WhatIsRead.tsx';
import { Whose } from '../../components/consent/Whose.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useNow } from '../../components/useNow.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { Answer } from './Answer.tsx';
import { Ended } from './Ended.tsx';
import { OnlyAdministrator } from './OnlyAdministrator.tsx';
import { Unproven } from './Unproven.tsx';

const useStyles = makeStyles({
  columns: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 360px', alignItems: 'start', gap: tokens.spacingHorizontalL, '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  sections: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  // Below the bar of the tab, which stays in sight.
  aside: { position: 'sticky', top: '60px', '@media (max-width: 900px)': { position: 'static' } },
});

/** Somebody else may answer, and Microsoft Entra ID brings an answer along: an open request is looked at again now and then. */
const lookMilliseconds = 10_000;

const intents: Readonly<Record<Ending, 'success' | 'warning' | 'info'>> = { granted: 'success', declined: 'warning', expired: 'warning', withdrawn: 'warning', superseded: 'info', enrichmentDeleted: 'info' };

export function ReviewPage({ consentId }: { readonly consentId: string }) {
  const { text } = useTexts();
  const query = useAnswer<ConsentReview>(`/consents/${consentId}/review`, { refetchMilliseconds: lookMilliseconds });
  const name = query.data?.enrichmentName ?? '';
  return (
    <Page title={name === '' ? text('consent.title') : text('consent.titleOf', { name })} description={text('consent.intro')} crumbs={[{ label: text('shell.enrichments'), path: '/enrichments' }]}>
      <QueryView query={query} loading={<Loading heights={[64, 160, 320]} />}>
        {(review) => <Review review={review} />}
      </QueryView>
    </Page>
  );
}

function Review({ review }: { readonly review: ConsentReview }) {
  const styles = useStyles();
  const texts = useTexts();
  const now = useNow();
  const { text, instant } = texts;
  const { consent, enrichmentName, people } = review;
  const ending = endingOf(consent, now, enrichmentName === '');
  return (
    <>
      <div role="status">
        {ending === undefined ? (
          <Standing intent="info" title={text('consent.open.title')}>
            {text('consent.open.text', { until: instant(consent.expiresAt) })}
          </Standing>
        ) : (
          <Standing intent={intents[ending]} title={text(`consent.endings.${ending}.title`)}>
            {text(`consent.endings.${ending}.text`)}
          </Standing>
        )}
      </div>
      <div className={styles.columns}>
        <div className={styles.sections}>
          <Section title={text('consent.title')}>
            <Facts facts={consentFacts(texts, consent, people)} />
          </Section>
          <Section title={text('consent.whose.title')}>
            <Whose review={review} />
          </Section>
          <Section title={text('consent.never.title')}>
            <NeverRead neverRead={review.neverRead} permissions={review.permissions} />
          </Section>
          <Section title={text('consent.read.title')}>
            <FieldsRead fieldsRead={review.fieldsRead} />
          </Section>
          <Section title={text('consent.terms.title')}>
            <Terms />
          </Section>
          <Section title={text('consent.permissions.title')}>
            <Permissions permissions={review.permissions} />
          </Section>
        </div>
        <div className={styles.aside}><Aside review={review} isEnded={ending !== undefined} /></div>
      </div>
    </>
  );
}

function Aside({ review, isEnded }: { readonly review: ConsentReview; readonly isEnded: boolean }) {
  const mayAnswer = useMay('answerConsent');
  const { id, enrichmentId } = review.consent;
  if (isEnded) return <Ended enrichmentId={enrichmentId} />;
  if (mayAnswer) return <Answer review={review} />;
  return review.permissions.every(({ isGranted }) => isGranted !== false) ? <OnlyAdministrator consentId={id} /> : <Unproven consentId={id} />;
}

function Standing({ intent, title, children }: { readonly intent: 'success' | 'warning' | 'info'; readonly title: string; readonly children: ReactNode }) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {children}
      </MessageBarBody>
    </MessageBar>
  );
}
