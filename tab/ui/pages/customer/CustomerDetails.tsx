import { PeopleTeamRegular } from '@fluentui/react-icons';
import type { CardAnswer } from '../../api/contract.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { figuresOf } from '../../components/customers/figures.ts';
import { namedParts } from '../../components/customers/scoreParts.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { OverTime } from './OverTime.tsx';
import { ScoreParts } from './ScoreParts.tsx';
import { ScoreSection } from './ScoreSection.tsx';
import { Totals } from './Totals.tsx';
import { useLayoutStyles } from './useLayoutStyles.ts';

/** All that is known of a customer. */
export function CustomerDetails({ card, publication, coverage }: CardAnswer) {
  const styles = useLayoutStyles();
  const { text } = useTexts();
  const figures = figuresOf(card);
  const parts = namedParts(card.parts);
  return (
    <>
      <FreshnessLine publication={publication} coverage={coverage} />
      {card.score === undefined ? (
        <EmptyState icon={<PeopleTeamRegular />} title={text('customer.quiet', { name: card.name })} text={text('customer.quietText')} />
      ) : (
        <>
          <div className={styles.columns}>
            <ScoreSection card={card} parts={parts} engagedSince={figures.engagedSince} />
            <div className={styles.column}>
              <Totals figures={figures} coverage={coverage} />
              <OverTime months={card.months} weeks={card.weeks} coverage={coverage} />
            </div>
          </div>
          <ScoreParts score={card.score} parts={parts} />
        </>
      )}
    </>
  );
}
