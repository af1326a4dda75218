import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTexts } from '../texts/TextsContext.ts';

const useStyles = makeStyles({
  blocks: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
});

/** Grey blocks of these heights (pixels, as the content that comes) while something loads. */
export function Loading({ heights }: { readonly heights: readonly number[] }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Skeleton className={styles.blocks} aria-label={text('shell.loading')}>
      {heights.map((height, place) => (
        <SkeletonItem key={place} style={{ height, borderRadius: tokens.borderRadiusXLarge }} />
      ))}
    </Skeleton>
  );
}
