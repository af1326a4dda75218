import { Body1, Body1Strong, Caption1, makeStyles, ProgressBar, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, WarningRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ContactCheck, ContactDataSet } from '../../../api/contract.ts';
import { useApi } from '../../../api/useApi.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { ColumnMapping } from '../draft/form.ts';
import { Part } from '../StepPanel.tsx';
import { usePaused } from '../usePaused.ts';

const useStyles = makeStyles({
  covered: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '480px' },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  finding: { display: 'flex', gap: tokens.spacingHorizontalM },
  text: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  good: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorStatusSuccessForeground1 },
  note: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Of somebody who types. */
const pauseMilliseconds = 600;

/** What keeps contacts from counting, each with what becomes of them. */
const findings = ['contactsWithoutAddress', 'contactsOfUnknownAccounts', 'addressesInSeveralAccounts', 'contactsOnOwnSide'] as const;

interface QualityReportProps {
  readonly dataSet: ContactDataSet;
  readonly mapping: ColumnMapping;
  readonly isComplete: boolean;
  readonly addresses: readonly string[];
}

/** What the whole data set is good for with these columns: every row is read for it. */
export function QualityReport({ dataSet, mapping, isComplete, addresses }: QualityReportProps) {
  const styles = useStyles();
  const { text, percent } = useTexts();
  const api = useApi();
  // Columns of Dataverse are typed; asking after each letter would read everything for nothing.
  const wanted = usePaused(JSON.stringify({ mapping, addresses }), pauseMilliseconds);
  const canAsk = isComplete || dataSet.kind === 'dataverse';
  const path = `/contact-data-sets/${dataSet.id}/check`;
  const { data, error, isFetching, refetch } = useQuery<ContactCheck>({
    queryKey: [path, dataSet, wanted],
    queryFn: ({ signal }) => api.send<ContactCheck>('POST', path, { body: JSON.parse(wanted) as unknown, signal }),
    enabled: canAsk,
    retry: false,
  });
  return (
    <Part title={text('setup.mapping.checkTitle')} action={isFetching && <Spinner size="tiny" label={text('setup.mapping.checking')} />}>
      {!canAsk && <Body1 className={styles.quiet}>{text('setup.mapping.checkWaits')}</Body1>}
      {error !== null && !isFetching && <FailureMessage error={error} onRetry={() => void refetch()} />}
      {canAsk && data !== undefined && error === null && (
        <div role="status">
          <div className={styles.covered}>
            <Body1Strong>{data.accountsCovered === 0 ? text('setup.mapping.noneCovered') : text('setup.mapping.covered', { covered: data.accountsCovered, total: data.accounts })}</Body1Strong>
            <ProgressBar value={data.accounts === 0 ? 0 : data.accountsCovered / data.accounts} thickness="large" color={data.accountsCovered === 0 ? 'error' : 'brand'} aria-label={text('setup.mapping.coverageLabel')} />
            {data.accounts > 0 && <Caption1 className={styles.quiet}>{text('setup.mapping.coveredText', { percent: percent(data.accountsCovered / data.accounts, 1) })}</Caption1>}
          </div>
          <ul className={styles.list}>
            <Finding isGood={data.contactsWithAddress > 0} title={text('setup.mapping.contactsWithAddress', { count: data.contactsWithAddress })} />
            {findings.map((name) => (
              <Finding key={name} isGood={data[name] === 0} title={text(`setup.mapping.${name}`, { count: data[name] })} {...(data[name] > 0 && { about: text(`setup.mapping.${name}Text`) })} />
            ))}
          </ul>
          {!data.isOwnSideKnown && <Caption1 className={styles.quiet}>{text('setup.mapping.ownSideUnknown')}</Caption1>}
        </div>
      )}
    </Part>
  );
}

function Finding({ isGood, title, about }: { readonly isGood: boolean; readonly title: string; readonly about?: string }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <li className={styles.finding}>
      {isGood ? <CheckmarkCircleRegular className={styles.good} aria-label={text('setup.mapping.good')} role="img" /> : <WarningRegular className={styles.note} aria-label={text('setup.mapping.note')} role="img" />}
      <span className={styles.text}>
        <Body1>{title}</Body1>
        {about !== undefined && <Caption1 className={styles.quiet}>{about}</Caption1>}
      </span>
    </li>
  );
}
