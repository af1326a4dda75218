import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import { useLayoutStyles } from './useLayoutStyles.ts';

const useStyles = makeStyles({
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  item: { borderRadius: tokens.borderRadiusXLarge },
});

/** In the shape of `CustomerDetails`. */
export function CustomerSkeleton() {
  const layout = useLayoutStyles();
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Skeleton aria-label={text('shell.loading')} className={styles.column}>
      <SkeletonItem style={{ height: 16, width: 'min(260px, 100%)' }} />
      <div className={layout.columns}>
        <SkeletonItem className={styles.item} style={{ height: 560 }} />
        <div className={styles.column}>
          <SkeletonItem className={styles.item} style={{ height: 220 }} />
          <SkeletonItem className={styles.item} style={{ height: 340 }} />
        </div>
      </div>
    </Skeleton>
  );
}
