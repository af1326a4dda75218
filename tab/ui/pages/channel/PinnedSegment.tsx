import { Body1, Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { Segment, SegmentMembers } from '../../api/contract.ts';
import { LineOverTime } from '../../charts/LineOverTime.tsx';
import { FreshnessLine } from '../../components/FreshnessLine.tsx';
import { Section } from '../../components/Section.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { segmentPath } from '../../components/segmentPaths.ts';
import { useAnswer } from '../../api/useApi.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { AppLink } from './AppLink.tsx';
import { CustomerList } from './CustomerList.tsx';
import type { Pinned } from './pinned.ts';
import { PinnedAnswer } from './PinnedAnswer.tsx';
import { listMax, refreshMilliseconds } from './refresh.ts';

const useStyles = makeStyles({
  heading: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: 'anywhere' },
  count: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: `0 ${tokens.spacingHorizontalM}` },
  number: { ...typographyStyles.title3 },
  change: { color: tokens.colorNeutralForeground2 },
});

type PinnedSegmentProps = Extract<Pinned, { readonly kind: 'segment' }>;

/** How many customers are in a segment, how that changed, and who they are. */
export function PinnedSegment({ enrichmentId, segmentId }: PinnedSegmentProps) {
  const path = `/enrichments/${enrichmentId}/segments/${segmentId}`;
  const segment = useAnswer<Segment>(path, { refetchMilliseconds: refreshMilliseconds });
  const members = useAnswer<SegmentMembers>(`${path}/members`, { query: { limit: listMax }, refetchMilliseconds: refreshMilliseconds });
  return (
    <PinnedAnswer query={segment} loadingHeights={[28, 60, 300]}>
      {(answer) => (
        <PinnedAnswer query={members} loadingHeights={[28, 60, 300]}>
          {(found) => <Members segment={answer} members={found} />}
        </PinnedAnswer>
      )}
    </PinnedAnswer>
  );
}

function Members({ segment, members }: { readonly segment: Segment; readonly members: SegmentMembers }) {
  const styles = useStyles();
  const texts = useTexts();
  const { text, change } = texts;
  const { id, enrichmentId, history } = segment;
  const [before, last] = history.slice(-2);
  return (
    <>
      <h2 className={styles.heading}>{segmentName(texts, segment)}</h2>
      <FreshnessLine publication={members.publication} coverage={members.coverage} />
      <div className={styles.count}>
        <span className={styles.number}>{text('channel.members', { count: members.total })}</span>
        {before !== undefined && last !== undefined && (
          <Caption1 className={styles.change}>{last.count === before.count ? text('channel.membersUnchanged') : text('channel.membersChange', { change: change(last.count - before.count) })}</Caption1>
        )}
      </div>
      {history.length > 1 && (
        <Section title={text('channel.trend')}>
          <LineOverTime title={text('channel.trend')} points={history.map(({ at, count }) => ({ at, value: count }))} valueName={text('shell.customers')} />
        </Section>
      )}
      <Section title={text('channel.topMembers')} action={<AppLink to={segmentPath(enrichmentId, id)}>{text('channel.openSegment')}</AppLink>}>
        {members.total === 0 ? <Body1>{text('channel.noMembers')}</Body1> : <CustomerList enrichmentId={enrichmentId} customers={members.items} />}
      </Section>
    </>
  );
}
