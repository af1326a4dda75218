import { makeStyles, tokens } from '@fluentui/react-components';

/** Identity and score at the left, everything over time at the right; one below the other where it is narrow. */
export const useLayoutStyles = makeStyles({
  columns: { display: 'grid', gridTemplateColumns: 'minmax(280px, 340px) minmax(0, 1fr)', alignItems: 'start', gap: tokens.spacingHorizontalL, '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});
