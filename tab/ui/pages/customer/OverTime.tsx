import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Coverage, CustomerCard } from '../../api/contract.ts';
import { BarsOverTime } from '../../charts/BarsOverTime.tsx';
import { Section } from '../../components/Section.tsx';
import { usePeriods, type PeriodLength } from '../../components/customers/usePeriods.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  charts: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))', gap: tokens.spacingHorizontalXXL },
  tabs: { marginRight: `calc(-1 * ${tokens.spacingHorizontalM})` },
});

interface OverTimeProps extends Pick<CustomerCard, 'months' | 'weeks'> {
  readonly coverage: Coverage;
}

/** Emails and meetings over time, by who they came from. */
export function OverTime({ months, weeks, coverage }: OverTimeProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [length, setLength] = useState<PeriodLength>('months');
  const { points, periods } = usePeriods({ months, weeks }, length, coverage);
  return (
    <Section
      title={text('customer.overTime')}
      action={
        <TabList size="small" className={styles.tabs} selectedValue={length} aria-label={text('customer.period')} onTabSelect={(_event, { value }) => setLength(value === 'weeks' ? 'weeks' : 'months')}>
          <Tab value="months">{text('customer.months')}</Tab>
          <Tab value="weeks">{text('customer.weeks')}</Tab>
        </TabList>
      }
    >
      <div className={styles.charts}>
        <BarsOverTime
          title={text('customer.emailsOverTime')}
          points={points}
          series={[
            { name: text('customer.emailsFromUs'), side: 'ours', values: periods.map(({ emailsTo }) => emailsTo) },
            { name: text('customer.emailsFromThem'), side: 'theirs', values: periods.map(({ emailsFrom }) => emailsFrom) },
          ]}
        />
        <BarsOverTime
          title={text('customer.meetingsOverTime')}
          points={points}
          series={[
            { name: text('customer.meetingsByUs'), side: 'ours', values: periods.map(({ meetingsTo }) => meetingsTo) },
            { name: text('customer.meetingsByThem'), side: 'theirs', values: periods.map(({ meetingsFrom }) => meetingsFrom) },
          ]}
        />
      </div>
    </Section>
  );
}
