import { Body1, Caption1, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Matching } from './useMatching.ts';

const useStyles = makeStyles({
  preview: { '@media (min-width: 961px)': { position: 'sticky', top: '64px' } },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalSNudge} 0`, ':not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` } },
  name: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  score: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2, flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  skeleton: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

/** The first customers who would be in the segment. */
export function MembersPreview({ matching: { state, count, customers, previewError, retry } }: { readonly matching: Matching }) {
  const styles = useStyles();
  const { text } = useTexts();
  const isLoading = customers === undefined && previewError === null && (state === 'counting' || state === 'counted');
  return (
    <Section title={text('segments.preview')} className={styles.preview}>
      {previewError !== null && <FailureMessage error={previewError} onRetry={retry} />}
      {isLoading && (
        <Skeleton className={styles.skeleton} aria-label={text('shell.loading')}>
          {[1, 2, 3, 4, 5].map((row) => (
            <SkeletonItem key={row} />
          ))}
        </Skeleton>
      )}
      {customers === undefined && !isLoading && previewError === null && <Body1 className={styles.quiet}>{text('segments.previewHint')}</Body1>}
      {customers?.length === 0 && <Body1 className={styles.quiet}>{text('segments.noMatch')}</Body1>}
      {customers !== undefined && customers.length > 0 && (
        <ol className={styles.list}>
          {customers.map(({ customerId, name, score }) => (
            <li key={customerId} className={styles.item}>
              <Body1 className={styles.name} title={name}>
                {name}
              </Body1>
              <Body1 className={styles.score}>{text('segments.score', { score })}</Body1>
            </li>
          ))}
        </ol>
      )}
      {customers !== undefined && count !== undefined && count > customers.length && <Caption1 className={styles.quiet}>{text('segments.andMore', { count: count - customers.length })}</Caption1>}
    </Section>
  );
}
