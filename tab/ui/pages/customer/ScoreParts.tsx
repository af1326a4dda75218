import { Body1, Body1Strong, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { Section } from '../../components/Section.tsx';
import { PointsBar } from '../../components/customers/PointsBar.tsx';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import { standingOf, subjects, type NamedPart } from '../../components/customers/scoreParts.ts';
import { useFigureWords } from '../../components/customers/useFigureWords.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  subjects: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))', gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXXL}` },
  subject: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  subjectHeader: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, paddingBottom: tokens.spacingVerticalXS, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  heading: { ...typographyStyles.body1Strong, margin: 0 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  part: { display: 'grid', gridTemplateColumns: '1fr auto', gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}` },
  points: { fontVariantNumeric: 'tabular-nums', textAlign: 'right', whiteSpace: 'nowrap' },
  bar: { gridColumn: '1 / -1' },
  faint: { color: tokens.colorNeutralForeground3 },
  sum: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'baseline', gap: tokens.spacingHorizontalM, paddingTop: tokens.spacingVerticalM, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  summary: { cursor: 'pointer', padding: `${tokens.spacingVerticalS} 0`, '& > h3': { display: 'inline' } },
  how: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '80ch' },
  paragraph: { margin: 0 },
});

interface ScorePartsProps {
  readonly score: number;
  readonly parts: readonly NamedPart[];
}

/** The eight parts of the score beside the typical customer's, with their points and how these are computed, so that anybody can check the score. */
export function ScoreParts({ score, parts }: ScorePartsProps) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const sumOf = (of: readonly NamedPart[]) => of.reduce((sum, { points }) => sum + points, 0);
  const weightOf = (of: readonly NamedPart[]) => of.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <Section title={text('customer.parts')}>
      <div className={styles.subjects}>
        {subjects.map((subject) => {
          const own = parts.filter((part) => part.subject === subject);
          return (
            <div key={subject} className={styles.subject}>
              <div className={styles.subjectHeader}>
                <h3 className={styles.heading}>{text(`customer.${subject}`)}</h3>
                <Body1Strong className={styles.points} aria-label={text('customer.pointsSpoken', { points: sumOf(own), weight: weightOf(own) })} role="img">
                  {text('customer.points', { points: sumOf(own), weight: weightOf(own) })}
                </Body1Strong>
              </div>
              <ul className={styles.list}>
                {own.map((part) => (
                  <PartItem key={part.name} part={part} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      <div className={styles.sum}>
        <Body1Strong>
          {text('customer.sum', { points: sumOf(parts) })} → {text('customer.sumRounded', { score })}
        </Body1Strong>
      </div>
      <HowComputed example={parts.find(({ value, typical, unit }) => unit === 'count' && value !== undefined && value > 0 && typical !== undefined)} number={number} />
    </Section>
  );
}

function PartItem({ part }: { readonly part: NamedPart }) {
  const styles = useStyles();
  const { text } = useTexts();
  const words = useFigureWords();
  const { name, unit, value, typical, points, weight, pointsChange } = part;
  const standing = text(`customer.standing.${standingOf(part)}`);
  const written = words.value(unit, value);
  return (
    <li className={styles.part}>
      <Body1>{text(`words.parts.${name}`)}</Body1>
      <span className={styles.points} role="img" aria-label={text('customer.pointsSpoken', { points, weight })}>
        {text('customer.points', { points, weight })}
      </span>
      <PointsBar className={styles.bar} share={points / weight} />
      <Caption1 className={styles.faint}>
        {typical === undefined ? written : text('customer.partValue', { value: written, typical: words.value(unit, typical) })} · {standing}
      </Caption1>
      {pointsChange !== undefined && pointsChange !== 0 && <ScoreChange change={pointsChange} />}
    </li>
  );
}

function HowComputed({ example, number }: { readonly example: NamedPart | undefined; readonly number: (value: number, fractionDigitsMax?: number) => string }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <details>
      <summary className={styles.summary}>
        <h3 className={styles.heading}>{text('customer.how')}</h3>
      </summary>
      <div className={styles.how}>
        {(['howTypical', 'howCounts', 'howDays', 'howSum'] as const).map((key) => (
          <Body1 key={key} as="p" block className={styles.paragraph}>
            {text(`customer.${key}`)}
          </Body1>
        ))}
        {example !== undefined && (
          <Body1 as="p" block className={styles.paragraph}>
            {text('customer.howExample', { part: text(`words.parts.${example.name}`), weight: example.weight, value: number(example.value ?? 0, 1), typical: number(example.typical ?? 0, 1), points: number(example.points, 1) })}
          </Body1>
        )}
      </div>
    </details>
  );
}
