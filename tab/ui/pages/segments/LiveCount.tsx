import { Body1, Body1Strong, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Matching } from './useMatching.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  outdated: { color: tokens.colorNeutralForeground3 },
});

/** How many customers would be in the segment; read out once it is known, not while somebody types. */
export function LiveCount({ matching: { state, count } }: { readonly matching: Matching }) {
  const styles = useStyles();
  const { text } = useTexts();
  const isNumber = (state === 'counted' || state === 'counting') && count !== undefined;
  return (
    <div role="status" aria-busy={state === 'counting'}>
      {isNumber ? (
        <Body1Strong className={mergeClasses(state === 'counting' && styles.outdated)}>{text('segments.matching', { count })}</Body1Strong>
      ) : (
        <Body1 className={styles.quiet}>{text(`segments.count.${state === 'counted' ? 'counting' : state}`)}</Body1>
      )}
    </div>
  );
}
