import { makeStyles, tokens } from '@fluentui/react-components';
import type { Pinned } from './pinned.ts';
import { PinnedCustomer } from './PinnedCustomer.tsx';
import { PinnedRanking } from './PinnedRanking.tsx';
import { PinnedSegment } from './PinnedSegment.tsx';

const useStyles = makeStyles({
  view: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
});

/** What is pinned: on its page, and as a preview of it. */
export function PinnedView({ pinned }: { readonly pinned: Pinned }) {
  const styles = useStyles();
  return (
    <div className={styles.view}>
      {pinned.kind === 'customer' && <PinnedCustomer {...pinned} />}
      {pinned.kind === 'segment' && <PinnedSegment {...pinned} />}
      {pinned.kind === 'ranking' && <PinnedRanking {...pinned} />}
    </div>
  );
}
