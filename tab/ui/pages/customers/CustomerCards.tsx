import { Button, Caption1, makeStyles, mergeClasses, Spinner, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { CalendarLtrRegular, MailRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RankedCustomer } from '../../api/contract.ts';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { RouteLink } from '../../components/RouteLink.tsx';
import { customerPath } from '../../components/customers/customerPaths.ts';
import { PointsBar } from '../../components/customers/PointsBar.tsx';
import { ScoreChange } from '../../components/customers/ScoreChange.tsx';
import { useFigureWords } from '../../components/customers/useFigureWords.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { useCustomers } from './customersQuery.ts';
import { CardsSkeleton } from './ListSkeleton.tsx';
import type { ListState } from './listState.ts';
import { useListStyles } from './useListStyles.ts';

const useStyles = makeStyles({
  card: {
    position: 'relative',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    height: '100%',
    minHeight: '148px',
    minWidth: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    ':hover': { backgroundColor: tokens.colorNeutralBackground4, borderTopColor: tokens.colorNeutralStroke1Hover, borderRightColor: tokens.colorNeutralStroke1Hover, borderBottomColor: tokens.colorNeutralStroke1Hover, borderLeftColor: tokens.colorNeutralStroke1Hover },
    ':focus-within': { borderTopColor: tokens.colorStrokeFocus2, borderRightColor: tokens.colorStrokeFocus2, borderBottomColor: tokens.colorStrokeFocus2, borderLeftColor: tokens.colorStrokeFocus2 },
  },
  top: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  // The whole card leads where its name leads.
  name: { ...typographyStyles.subtitle2, overflowWrap: 'anywhere', '&::after': { content: '""', position: 'absolute', inset: 0 } },
  score: { ...typographyStyles.title3, lineHeight: tokens.lineHeightBase400, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  figures: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalL}`, marginTop: 'auto' },
  figure: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, fontVariantNumeric: 'tabular-nums' },
  rank: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  outdated: { opacity: 0.6 },
  more: { alignSelf: 'center' },
});

interface CustomerCardsProps {
  readonly enrichmentId: string;
  readonly state: ListState;
  readonly empty: ReactNode;
}

/** The customers as cards; more of them come when they are asked for. */
export function CustomerCards({ enrichmentId, state, empty }: CustomerCardsProps) {
  const styles = useStyles();
  const list = useListStyles();
  const { text } = useTexts();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = useCustomers(enrichmentId, state);
  if (data === undefined) return error === null ? <CardsSkeleton /> : <FailureMessage error={error} onRetry={() => void refetch()} />;
  const customers = data.pages.flatMap(({ items }) => items);
  const total = data.pages[0]?.total ?? 0;
  if (total === 0) return empty;
  return (
    <>
      <Caption1 role="status" className={styles.quiet}>
        {text('customers.shown', { count: total, shown: customers.length })}
      </Caption1>
      <ul className={mergeClasses(list.cards, isPlaceholderData && styles.outdated)}>
        {customers.map((customer) => (
          <li key={customer.customerId}>
            <CustomerTile enrichmentId={enrichmentId} customer={customer} />
          </li>
        ))}
      </ul>
      {error !== null && <FailureMessage error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && (
        <Button className={styles.more} disabledFocusable={isFetchingNextPage} onClick={() => void fetchNextPage()} {...(isFetchingNextPage && { icon: <Spinner size="tiny" /> })}>
          {text('customers.showMore')}
        </Button>
      )}
    </>
  );
}

function CustomerTile({ enrichmentId, customer }: { readonly enrichmentId: string; readonly customer: RankedCustomer }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const words = useFigureWords();
  const { customerId, name, rank, score, scoreChange, emails, meetings, daysSinceLastEmail, daysSinceLastMeeting } = customer;
  const days = [daysSinceLastEmail, daysSinceLastMeeting].filter((value) => value !== undefined);
  return (
    <article className={styles.card}>
      <div className={styles.top}>
        <RouteLink to={customerPath(enrichmentId, customerId)} className={styles.name}>
          {name}
        </RouteLink>
        <Text className={styles.score} aria-label={text('customers.scoreSpoken', { score })}>
          {number(score)}
        </Text>
      </div>
      <PointsBar share={score / 100} hasTypical={false} />
      <div className={styles.rank}>
        <Caption1 className={styles.quiet}>{text('customers.rank', { rank })}</Caption1>
        {scoreChange !== 0 && <ScoreChange change={scoreChange} />}
      </div>
      <div className={styles.figures}>
        <Caption1 className={styles.figure}>
          <MailRegular aria-hidden />
          {text('customers.emails', { count: emails })}
        </Caption1>
        <Caption1 className={styles.figure}>
          <CalendarLtrRegular aria-hidden />
          {text('customers.meetings', { count: meetings })}
        </Caption1>
        {days.length > 0 && <Caption1 className={styles.quiet}>{text('customers.lastContact', { when: words.daysAgo(Math.min(...days)) })}</Caption1>}
      </div>
    </article>
  );
}
