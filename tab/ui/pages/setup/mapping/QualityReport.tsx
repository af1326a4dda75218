import { useQuery } from '@tanstack/react-query';
import { Body1, Body1Strong, Caption1, makeStyles, MessageBar, MessageBarBody, mergeClasses, ProgressBar, Spinner, Subtitle2, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, InfoRegular, WarningRegular } from '@fluentui/react-icons';
import type { ContactCheck, ContactDataSet } from '../../../api/contract.ts';
import { useApi } from '../../../api/useApi.ts';
import { QueryView } from '../../../components/QueryView.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { ColumnMapping } from '../draft/form.ts';
import { Part } from '../StepPanel.tsx';
import { usePaused } from '../usePaused.ts';

const useStyles = makeStyles({
  coverage: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', gap: tokens.spacingHorizontalM },
  icon: { display: 'flex', fontSize: '20px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  note: { color: tokens.colorStatusWarningForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  waiting: { display: 'flex', alignItems: 'center', minHeight: '200px' },
});

/** What lowers the figures, in the order of how often it does. */
const findings = ['contactsWithoutAddress', 'contactsOfUnknownAccounts', 'addressesInSeveralAccounts', 'contactsOnOwnSide'] as const;

const pauseMilliseconds = 500;

interface QualityReportProps {
  readonly dataSet: ContactDataSet;
  readonly mapping: ColumnMapping;
  readonly isComplete: boolean;
  readonly addresses: readonly string[];
}

/** What the data set is good for with these columns, counted over all of its rows by the rules of a run. */
export function QualityReport({ dataSet, mapping, isComplete, addresses }: QualityReportProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const api = useApi();
  const asked = usePaused(JSON.stringify({ mapping, addresses }), pauseMilliseconds);
  const path = `/contact-data-sets/${dataSet.id}/check`;
  const query = useQuery({
    queryKey: [path, asked],
    queryFn: ({ signal }) => api.send<ContactCheck>('POST', path, { body: JSON.parse(asked), signal }),
    enabled: isComplete,
    staleTime: 5 * 60_000,
  });
  return (
    <Part title={text('setup.mapping.checkTitle')}>
      {isComplete ? (
        <QueryView
          query={query}
          loading={
            <div className={styles.waiting}>
              <Spinner size="small" label={text('setup.mapping.checking')} />
            </div>
          }
        >
          {(check) => <Report check={check} />}
        </QueryView>
      ) : (
        <Body1 className={styles.quiet}>{text('setup.mapping.checkWaits')}</Body1>
      )}
    </Part>
  );
}

function Report({ check }: { readonly check: ContactCheck }) {
  const styles = useStyles();
  const { text, percent } = useTexts();
  const { accounts, accountsCovered, contactsWithAddress, isOwnSideKnown } = check;
  const share = accounts === 0 ? 0 : accountsCovered / accounts;
  const found = findings.filter((finding) => check[finding] > 0 && (finding !== 'contactsOnOwnSide' || isOwnSideKnown));
  return (
    <>
      {accountsCovered === 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text('setup.mapping.noneCovered')}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.coverage} role="status">
        <Subtitle2>{text('setup.mapping.covered', { covered: accountsCovered, total: accounts })}</Subtitle2>
        <ProgressBar value={share} thickness="large" color={accountsCovered === 0 ? 'error' : 'brand'} aria-label={text('setup.mapping.coverageLabel')} />
        <Caption1 className={styles.quiet}>{text('setup.mapping.coveredText', { percent: percent(share) })}</Caption1>
      </div>
      <ul className={styles.list}>
        <li className={styles.item}>
          <span className={mergeClasses(styles.icon, styles.good)} role="img" aria-label={text('setup.mapping.good')}>
            <CheckmarkCircleFilled />
          </span>
          <Body1Strong>{text('setup.mapping.contactsWithAddress', { count: contactsWithAddress })}</Body1Strong>
        </li>
        {found.map((finding) => (
          <li key={finding} className={styles.item}>
            <span className={mergeClasses(styles.icon, styles.note)} role="img" aria-label={text('setup.mapping.note')}>
              <WarningRegular />
            </span>
            <span className={styles.words}>
              <Body1Strong>{text(`setup.mapping.${finding}`, { count: check[finding] })}</Body1Strong>
              <Body1 className={styles.quiet}>{text(`setup.mapping.${finding}Text`)}</Body1>
            </span>
          </li>
        ))}
        {!isOwnSideKnown && (
          <li className={styles.item}>
            <span className={mergeClasses(styles.icon, styles.quiet)} aria-hidden>
              <InfoRegular />
            </span>
            <Body1 className={styles.quiet}>{text('setup.mapping.ownSideUnknown')}</Body1>
          </li>
        )}
      </ul>
    </>
  );
}
