import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  bar: { position: 'relative', height: '8px', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorNeutralBackground5, outline: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`, forcedColorAdjust: 'none' },
  value: { position: 'absolute', insetBlock: 0, left: 0, borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorCompoundBrandBackground },
  typical: { position: 'absolute', top: '-3px', bottom: '-3px', left: '50%', width: '2px', backgroundColor: tokens.colorNeutralForeground3 },
});

/** How much of a part's points is earned, between 0 and 1; the mark in the middle is the typical customer's. The figures beside it say the same. */
export function PointsBar({ share, hasTypical = true, className }: { readonly share: number; readonly hasTypical?: boolean; readonly className?: string }) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.bar, className)} aria-hidden>
      <div className={styles.value} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      {hasTypical && <div className={styles.typical} />}
    </div>
  );
}
