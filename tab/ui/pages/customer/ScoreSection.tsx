import { Body1, Body1Strong, Caption1, Caption1Strong, Divider, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowDownFilled, ArrowUpFilled, CircleRegular } from '@fluentui/react-icons';
import type { CustomerCard } from '../../api/contract.ts';
import { ScoreGauge } from '../../charts/ScoreGauge.tsx';
import { Section } from '../../components/Section.tsx';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import type { NamedPart } from '../../components/customers/scoreParts.ts';
import { useFigureWords } from '../../components/customers/useFigureWords.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { movedParts, standouts, type Standout } from './standouts.ts';

const useStyles = makeStyles({
  initial: { display: 'flex', alignItems: 'center', justifyContent: 'center', flexShrink: 0, width: '48px', height: '48px', borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2, ...typographyStyles.subtitle1 },
  identity: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  facts: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  faint: { color: tokens.colorNeutralForeground3 },
  rank: { display: 'flex', flexDirection: 'column', alignItems: 'center', gap: tokens.spacingVerticalXXS, textAlign: 'center' },
  heading: { ...typographyStyles.body1Strong, margin: 0 },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'grid', gridTemplateColumns: '20px 1fr', columnGap: tokens.spacingHorizontalXS, alignItems: 'start' },
  icon: { lineHeight: tokens.lineHeightBase300 },
  above: { color: tokens.colorStatusSuccessForeground1 },
  below: { color: tokens.colorStatusDangerForeground1 },
  moved: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
});

interface ScoreSectionProps {
  readonly card: CustomerCard;
  readonly parts: readonly NamedPart[];
  readonly engagedSince: string | undefined;
}

/** Who it is, the score, how it stands among the others, and what made it so. */
export function ScoreSection({ card, parts, engagedSince }: ScoreSectionProps) {
  const styles = useStyles();
  const { text, day } = useTexts();
  const { name, customerId, score, rank = 0, customersRanked } = card;
  const different = standouts(parts);
  const moved = movedParts(parts);
  return (
    <Section title={text('customer.score')}>
      <div className={styles.identity}>
        <span className={styles.initial} aria-hidden>
          {/./u.exec(name.trim())?.[0].toUpperCase()}
        </span>
        <div className={styles.facts}>
          <Body1Strong>{name}</Body1Strong>
          {engagedSince !== undefined && (
            <Caption1 className={styles.faint}>
              {text('customer.engagedSince')}: {day(engagedSince)}
            </Caption1>
          )}
          <Caption1 className={styles.faint}>
            {text('customer.customerId')}: {customerId}
          </Caption1>
        </div>
      </div>
      <ScoreGauge score={score} title={text('customer.score')} />
      <div className={styles.rank}>
        <Body1Strong>{text('customer.rank', { rank, total: customersRanked })}</Body1Strong>
        <ChangeLine card={card} />
      </div>
      {moved.length > 0 && (
        <>
          <Divider />
          <h3 className={styles.heading}>{text('customer.moved')}</h3>
          <ul className={styles.list}>
            {moved.map((part) => (
              <li key={part.name} className={styles.moved}>
                <Body1>{text(`words.parts.${part.name}`)}</Body1>
                <ScoreChange change={part.pointsChange} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Divider />
      <h3 className={styles.heading}>{text('customer.standsOut')}</h3>
      {different.length === 0 ? (
        <Body1>{text('customer.standsOutNothing')}</Body1>
      ) : (
        <ul className={styles.list}>
          {different.map((standout) => (
            <StandoutItem key={standout.part.name} {...standout} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ChangeLine({ card: { scoreChange, rankChange = 0 } }: Pick<ScoreSectionProps, 'card'>) {
  const styles = useStyles();
  const { text, change } = useTexts();
  if (scoreChange === undefined) return <Caption1 className={styles.faint}>{text('customer.changedNew')}</Caption1>;
  const score = scoreChange === 0 ? text('customer.changedNone') : text('customer.changed', { change: change(scoreChange) });
  // A smaller rank is a better one.
  const places = rankChange === 0 ? [] : [text(rankChange < 0 ? 'customer.placesUp' : 'customer.placesDown', { count: Math.abs(rankChange) })];
  return <Caption1Strong className={scoreChange > 0 ? styles.above : scoreChange < 0 ? styles.below : styles.faint}>{[score, ...places].join(', ')}</Caption1Strong>;
}

function StandoutItem({ part: { name, unit, value, typical }, standing }: Standout) {
  const styles = useStyles();
  const { text } = useTexts();
  const words = useFigureWords();
  const about = standing === 'none' ? text('customer.typically', { typical: words.value(unit, typical) }) : text('customer.insteadOf', { value: words.value(unit, value), typical: words.value(unit, typical) });
  return (
    <li className={styles.item}>
      <span className={mergeClasses(styles.icon, standing === 'above' ? styles.above : styles.below)} aria-hidden>
        {standing === 'above' ? <ArrowUpFilled /> : standing === 'below' ? <ArrowDownFilled /> : <CircleRegular />}
      </span>
      <span className={styles.facts}>
        <Body1>{text(`customer.standout.${name}.${standing}`)}</Body1>
        <Caption1 className={styles.faint}>{about}</Caption1>
      </span>
    </li>
  );
}
