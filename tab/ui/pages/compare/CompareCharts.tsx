import { makeStyles, tokens } from '@fluentui/react-components';
import type { CardAnswer } from '../../api/contract.ts';
import { BarsOverTime } from '../../charts/BarsOverTime.tsx';
import { Section } from '../../components/Section.tsx';
import { usePeriods } from '../../components/customers/usePeriods.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  charts: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))', gap: tokens.spacingHorizontalXXL },
});

/** Emails and meetings of each month together, customer beside customer. */
export function CompareCharts({ answers }: { readonly answers: readonly CardAnswer[] }) {
  const styles = useStyles();
  const { text } = useTexts();
  const valueMax = Math.max(...answers.flatMap(({ card }) => card.months.map(({ emailsTo, emailsFrom, meetingsTo, meetingsFrom }) => emailsTo + emailsFrom + meetingsTo + meetingsFrom)));
  return (
    <Section title={text('compare.overTime')}>
      <div className={styles.charts}>
        {answers.map((answer) => (
          <CustomerChart key={answer.card.customerId} answer={answer} valueMax={valueMax} />
        ))}
      </div>
    </Section>
  );
}

/** `valueMax`: of all of them, so that equal bars are equal numbers. */
function CustomerChart({ answer: { card, coverage }, valueMax }: { readonly answer: CardAnswer; readonly valueMax: number }) {
  const { text } = useTexts();
  const { points, periods } = usePeriods(card, 'months', coverage);
  return (
    <BarsOverTime
      title={card.name}
      points={points}
      valueMax={valueMax}
      series={[
        { name: text('compare.fromUs'), side: 'ours', values: periods.map(({ emailsTo, meetingsTo }) => emailsTo + meetingsTo) },
        { name: text('compare.fromThem'), side: 'theirs', values: periods.map(({ emailsFrom, meetingsFrom }) => emailsFrom + meetingsFrom) },
      ]}
    />
  );
}
