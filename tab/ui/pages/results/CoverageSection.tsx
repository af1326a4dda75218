import { Body1, Caption1, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleHalfFillFilled, CircleRegular } from '@fluentui/react-icons';
import type { Publication } from '../../api/contract.ts';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { monthsRead } from './monthsRead.ts';

const useStyles = makeStyles({
  months: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(84px, 1fr))', gap: tokens.spacingHorizontalS, margin: 0, padding: 0, listStyleType: 'none' },
  month: { display: 'flex', flexDirection: 'column', alignItems: 'center', gap: tokens.spacingVerticalXXS, padding: tokens.spacingVerticalS, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase500 },
  read: { color: tokens.colorPaletteGreenForeground1 },
  label: { color: tokens.colorNeutralForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const icons = { read: <CheckmarkCircleFilled />, partly: <CircleHalfFillFilled />, unread: <CircleRegular /> };
const daysOfYear = 365;

/** How far back the results reach while the first year is being read. */
export function CoverageSection({ publication: { asOf, coverage } }: { readonly publication: Publication }) {
  const styles = useStyles();
  const { text, day, month } = useTexts();
  const label = text('results.coverage.from', { count: coverage.days, from: day(coverage.from) });
  return (
    <Section title={text('results.coverage.title')}>
      <Body1>{label}</Body1>
      <ProgressBar value={coverage.days / daysOfYear} aria-label={label} thickness="large" />
      <ul className={styles.months} aria-label={text('results.coverage.months')}>
        {monthsRead(new Date(asOf).toISOString().slice(0, 10), coverage.from).map(({ isoDate, state }) => (
          <li key={isoDate} className={mergeClasses(styles.month, state === 'read' && styles.read)}>
            <span aria-hidden>{icons[state]}</span>
            <Caption1 className={styles.label}>{month(isoDate)}</Caption1>
            <Caption1 className={styles.quiet}>{text(`results.coverage.${state}`)}</Caption1>
          </li>
        ))}
      </ul>
      <Caption1 className={styles.quiet}>{text('results.coverage.text')}</Caption1>
    </Section>
  );
}
