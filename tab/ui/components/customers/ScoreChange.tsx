import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowDownFilled, ArrowUpFilled } from '@fluentui/react-icons';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  change: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXXS, ...typographyStyles.caption1Strong, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  up: { color: tokens.colorStatusSuccessForeground1 },
  down: { color: tokens.colorStatusDangerForeground1 },
  none: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

/** Points more or fewer than after the run before; nothing where there was no score then. */
export function ScoreChange({ change }: { readonly change: number | undefined }) {
  const styles = useStyles();
  const { text, change: signed } = useTexts();
  if (change === undefined) return null;
  return (
    <span className={mergeClasses(styles.change, change > 0 ? styles.up : change < 0 ? styles.down : styles.none)} role="img" aria-label={text('customer.changeSpoken', { change: signed(change) })}>
      {change > 0 && <ArrowUpFilled aria-hidden />}
      {change < 0 && <ArrowDownFilled aria-hidden />}
      {signed(change)}
    </span>
  );
}
