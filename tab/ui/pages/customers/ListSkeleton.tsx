import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import { useListStyles } from './useListStyles.ts';

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  item: { borderRadius: tokens.borderRadiusXLarge },
});

/** In the shape of `CustomerList`. */
export function ListSkeleton() {
  const styles = useStyles();
  const list = useListStyles();
  const { text } = useTexts();
  return (
    <Skeleton aria-label={text('shell.loading')} className={styles.column}>
      <SkeletonItem style={{ height: 16, width: 'min(260px, 100%)' }} />
      <div className={list.columns}>
        <SkeletonItem className={styles.item} style={{ height: moversHeightPixels }} />
        <div className={list.main}>
          <SkeletonItem style={{ height: 32 }} />
          <CardsSkeleton />
        </div>
      </div>
    </Skeleton>
  );
}

export const moversHeightPixels = 236;

export function CardsSkeleton() {
  const styles = useStyles();
  const list = useListStyles();
  return (
    <div className={list.cards}>
      {Array.from({ length: 12 }, (_, place) => (
        <SkeletonItem key={place} className={styles.item} style={{ height: 148 }} />
      ))}
    </div>
  );
}
