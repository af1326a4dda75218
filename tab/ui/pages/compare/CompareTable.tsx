import { Badge, Button, Caption1, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { CustomerCard } from '../../api/contract.ts';
import { RouteLink } from '../../components/RouteLink.tsx';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { figuresOf, type Figures } from '../../components/customers/figures.ts';
import { PointsBar } from '../../components/customers/PointsBar.tsx';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import { namedParts } from '../../components/customers/scoreParts.ts';
import { useFigureWords } from '../../components/customers/useFigureWords.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { leaderOf } from './leaders.ts';

const useStyles = makeStyles({
  // The table scrolls in itself, so that the page does not where it is narrow.
  region: {
    overflowX: 'auto',
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  table: { width: '100%', borderCollapse: 'collapse' },
  cell: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, minWidth: '136px', textAlign: 'start', verticalAlign: 'top', borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, fontVariantNumeric: 'tabular-nums' },
  label: { ...typographyStyles.body1, position: 'sticky', left: 0, zIndex: 1, minWidth: '96px', maxWidth: '200px', backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground2 },
  customer: { display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: tokens.spacingHorizontalXS },
  name: { ...typographyStyles.subtitle2, overflowWrap: 'anywhere' },
  group: { ...typographyStyles.body1Strong, paddingTop: tokens.spacingVerticalL },
  score: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  scoreValue: typographyStyles.title2,
  leads: { fontWeight: tokens.fontWeightBold, color: tokens.colorBrandForeground1 },
  figure: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface CompareTableProps {
  readonly enrichmentId: string;
  readonly cards: readonly CustomerCard[];
  readonly onRemove: (customerId: string) => void;
}

/** A column for each customer: the score, its parts with what stands behind them, and the totals. */
export function CompareTable({ enrichmentId, cards, onRemove }: CompareTableProps) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const words = useFigureWords();
  const parts = cards.map((card) => namedParts(card.parts));
  const figures = cards.map(figuresOf);
  const scoreLeader = leaderOf(cards.map(({ score }) => score), 100);
  const row = (label: string, cellOf: (place: number) => ReactNode) => (
    <tr key={label}>
      <th scope="row" className={mergeClasses(styles.cell, styles.label)}>
        {label}
      </th>
      {cards.map(({ customerId }, place) => (
        <td key={customerId} className={styles.cell}>
          {cellOf(place)}
        </td>
      ))}
    </tr>
  );
  const total = (label: string, valueOf: (of: Figures) => string, aboutOf?: (of: Figures) => string) =>
    row(label, (place) => {
      const of = figures[place];
      return (
        of && (
          <span className={styles.figure}>
            {valueOf(of)}
            {aboutOf && <Caption1 className={styles.quiet}>{aboutOf(of)}</Caption1>}
          </span>
        )
      );
    });
  return (
    // What scrolls must be reached by keyboard.
    <div className={styles.region} role="region" aria-label={text('compare.table')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td className={mergeClasses(styles.cell, styles.label)} />
            {cards.map(({ customerId, name }) => (
              <th key={customerId} scope="col" className={styles.cell} style={{ width: `${100 / cards.length}%` }}>
                <span className={styles.customer}>
                  <RouteLink to={customerPath(enrichmentId, customerId)} className={styles.name}>
                    {name}
                  </RouteLink>
                  <Button appearance="subtle" size="small" icon={<DismissRegular />} aria-label={text('compare.remove', { name })} onClick={() => onRemove(customerId)} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(text('customer.score'), (place) => {
            const { score, rank, customersRanked, scoreChange } = cards[place] ?? {};
            if (score === undefined) return <Caption1 className={styles.quiet}>{text('customer.quietShort')}</Caption1>;
            return (
              <span className={styles.figure}>
                <span className={styles.score}>
                  <span className={styles.scoreValue}>{number(score)}</span>
                  {scoreChange !== 0 && <ScoreChange change={scoreChange} />}
                  {place === scoreLeader && <Badge appearance="tint">{text('compare.leads')}</Badge>}
                </span>
                {rank !== undefined && customersRanked !== undefined && <Caption1 className={styles.quiet}>{text('customer.rank', { rank, total: customersRanked })}</Caption1>}
              </span>
            );
          })}
          <GroupRow label={text('customer.parts')} columns={cards.length} />
          {(parts.find((of) => of.length > 0) ?? []).map(({ name, weight }) => {
            const own = parts.map((of) => of.find((part) => part.name === name));
            const leader = leaderOf(own.map((part) => part?.points), weight);
            return row(text(`words.parts.${name}`), (place) => {
              const part = own[place];
              return (
                part && (
                  <span className={styles.figure}>
                    <span className={mergeClasses(place === leader && styles.leads)}>{text('customer.points', { points: part.points, weight: part.weight })}</span>
                    <PointsBar share={part.points / part.weight} />
                    <Caption1 className={styles.quiet}>{words.value(part.unit, part.value)}</Caption1>
                  </span>
                )
              );
            });
          })}
          <GroupRow label={text('compare.totals')} columns={cards.length} />
          {total(text('customer.emails'), (of) => number(of.emailsTo + of.emailsFrom), (of) => text('customer.emailsBySide', { ours: of.emailsTo, theirs: of.emailsFrom }))}
          {total(text('customer.meetings'), (of) => number(of.meetingsTo + of.meetingsFrom), (of) => text('customer.meetingsBySide', { ours: of.meetingsTo, theirs: of.meetingsFrom }))}
          {total(text('customer.lastEmail'), (of) => words.daysAgo(of.daysSinceLastEmail))}
          {total(text('customer.lastMeeting'), (of) => words.daysAgo(of.daysSinceLastMeeting))}
          {total(text('customer.replyTime'), (of) => words.length(of.replyMinutes))}
          {total(text('customer.meetingTime'), (of) => words.length(of.meetingMinutes))}
        </tbody>
      </table>
    </div>
  );
}

function GroupRow({ label, columns }: { readonly label: string; readonly columns: number }) {
  const styles = useStyles();
  return (
    <tr>
      <th scope="rowgroup" colSpan={columns + 1} className={mergeClasses(styles.cell, styles.group)}>
        {label}
      </th>
    </tr>
  );
}
