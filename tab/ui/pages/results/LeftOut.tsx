import { Body1, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { RunRecord } from '../../api/contract.ts';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import type { TextKey } from '../../texts/texts.ts';
import { Counts } from './Counts.tsx';

type Overview = NonNullable<RunRecord['overview']>;

const useStyles = makeStyles({
  groups: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))', alignItems: 'start', gap: tokens.spacingHorizontalXXL },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  value: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  good: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  goodIcon: { display: 'flex', flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorPaletteGreenForeground1 },
  foot: { display: 'flex', flexGrow: 1, alignItems: 'flex-end' },
});

const leftOutGroups = [
  ['emails', 'emailsLeftOut'],
  ['meetings', 'meetingsLeftOut'],
  ['replies', 'repliesLeftOut'],
] as const;

/** The ledger of what was read and not counted. */
export function LeftOut({ overview }: { readonly overview: Overview }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  return (
    <Section title={text('results.leftOut.title')}>
      <Caption1 className={styles.quiet}>{text('results.leftOut.text')}</Caption1>
      <div className={styles.groups}>
        {leftOutGroups.map(([kind, words]) => {
          const counts = Object.entries(overview.leftOut[kind]).filter(([, count]) => count > 0);
          return (
            <div key={kind} className={styles.group}>
              <div className={styles.head}>
                <Body1Strong as="h3" style={{ margin: 0 }}>
                  {text(`results.leftOut.${kind}`)}
                </Body1Strong>
                <Body1Strong className={styles.value}>{number(counts.reduce((sum, [, count]) => sum + count, 0))}</Body1Strong>
              </div>
              {counts.length === 0 ? <Body1 className={styles.quiet}>{text('results.leftOut.none')}</Body1> : <Counts counts={counts.map(([reason, count]) => ({ label: `words.${words}.${reason}` as TextKey, count }))} />}
            </div>
          );
        })}
      </div>
    </Section>
  );
}

/** What is wrong with the contact data. */
export function DataQuality({ enrichmentId, overview: { dataQuality } }: { readonly enrichmentId: string; readonly overview: Overview }) {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const mayEdit = useMay('editEnrichments');
  const problems = (['contactsWithoutAddress', 'addressesInSeveralAccounts', 'contactsOnOwnSide'] as const).filter((key) => dataQuality[key] > 0);
  return (
    <Section title={text('results.dataQuality.title')}>
      {problems.length === 0 ? (
        <Good>{text('results.dataQuality.good')}</Good>
      ) : (
        <>
          <Caption1 className={styles.quiet}>{text('results.dataQuality.text')}</Caption1>
          <Counts counts={problems.map((key) => ({ label: `words.dataQuality.${key}`, count: dataQuality[key] }))} />
          {mayEdit && (
            <div className={styles.foot}>
              <Button onClick={() => void navigate(`/enrichments/${enrichmentId}/edit`)}>{text('results.dataQuality.fix')}</Button>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

/** How many mailboxes were not read, by reason: never whose. */
export function SkippedMailboxes({ overview: { addressesSkipped } }: { readonly overview: Overview }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Section title={text('results.skipped.title')}>
      {addressesSkipped.length === 0 ? (
        <Good>{text('results.skipped.none')}</Good>
      ) : (
        <>
          <Caption1 className={styles.quiet}>{text('results.skipped.text', { count: addressesSkipped.reduce((sum, { count }) => sum + count, 0) })}</Caption1>
          <Counts counts={addressesSkipped.map(({ reason, count }) => ({ label: `words.skipReasons.${reason}`, count }))} />
        </>
      )}
    </Section>
  );
}

function Good({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.good}>
      <span className={styles.goodIcon} aria-hidden>
        <CheckmarkCircleRegular />
      </span>
      <Body1>{children}</Body1>
    </div>
  );
}
