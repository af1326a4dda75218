import { Caption1, Caption1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { useTexts } from '../texts/TextsContext.ts';

const useStyles = makeStyles({
  hint: { display: 'grid', gridTemplateColumns: 'auto 1fr auto', alignItems: 'center', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  title: { gridColumn: '1 / -1' },
  swatch: { width: '4px', height: '16px', borderRadius: tokens.borderRadiusSmall, forcedColorAdjust: 'none' },
  value: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

interface ChartHintProps {
  readonly title: string;
  readonly values: readonly { readonly name: string; readonly color: string; readonly value: number }[];
}

/** What a chart tells of the point under the pointer or with the focus. */
export function ChartHint({ title, values }: ChartHintProps) {
  const styles = useStyles();
  const { number } = useTexts();
  return (
    <div className={styles.hint}>
      <Caption1Strong className={styles.title}>{title}</Caption1Strong>
      {values.map(({ name, color, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <span className={styles.swatch} style={{ backgroundColor: color }} aria-hidden />
          <Caption1>{name}</Caption1>
          <Caption1Strong className={styles.value}>{number(value, 2)}</Caption1Strong>
        </div>
      ))}
    </div>
  );
}
