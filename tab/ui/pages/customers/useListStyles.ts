import { makeStyles, tokens } from '@fluentui/react-components';

/** The list, with the movers at its side; above it where it is narrow. */
export const useListStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 280px',
    gridTemplateAreas: '"main movers"',
    alignItems: 'start',
    gap: tokens.spacingHorizontalL,
    '& > :first-child': { gridArea: 'movers' },
    '@media (max-width: 960px)': { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateAreas: '"movers" "main"' },
  },
  main: { gridArea: 'main', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  cards: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))', gap: tokens.spacingHorizontalM, margin: 0, padding: 0, listStyleType: 'none' },
});
