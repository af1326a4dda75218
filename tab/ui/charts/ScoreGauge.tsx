import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useTexts } from '../texts/TextsContext.ts';

const useStyles = makeStyles({
  gauge: { position: 'relative', width: '100%', maxWidth: '220px', margin: '0 auto' },
  drawing: { display: 'block', width: '100%', height: 'auto', fill: 'none', strokeWidth: '12px', strokeLinecap: 'round' },
  track: { stroke: tokens.colorNeutralBackground5 },
  // Seen under high contrast only, where the track is as black as what is around it.
  line: { stroke: tokens.colorTransparentStroke, strokeWidth: '2px' },
  value: { stroke: tokens.colorCompoundBrandBackground, transitionProperty: 'stroke-dasharray', transitionDuration: tokens.durationSlow, transitionTimingFunction: tokens.curveDecelerateMid },
  number: { position: 'absolute', insetInline: 0, bottom: 0, display: 'flex', flexDirection: 'column', alignItems: 'center', ...typographyStyles.display, lineHeight: 1, fontVariantNumeric: 'tabular-nums' },
  ends: { display: 'flex', justifyContent: 'space-between', boxSizing: 'border-box', maxWidth: '220px', margin: '0 auto', paddingInline: tokens.spacingHorizontalXS, ...typographyStyles.caption2, color: tokens.colorNeutralForeground3 },
});

const arc = 'M 12 104 A 88 88 0 0 1 188 104';

interface ScoreGaugeProps {
  /** 0 to 100; undefined where there is none. */
  readonly score: number | undefined;
  readonly title: string;
}

/**
 * The score on a half circle. It is the first thing that a customer card shows, and one arc: Fluent's gauge would come seconds later with the
 * charts library, says "Current value" in every language, and has the same element id in each of several on a page.
 */
export function ScoreGauge({ score, title }: ScoreGaugeProps) {
  const styles = useStyles();
  const { text, number } = useTexts();
  return (
    <div role="img" aria-label={score === undefined ? text('charts.gaugeNone', { title }) : text('charts.gauge', { title, score })}>
      <div className={styles.gauge}>
        <svg className={styles.drawing} viewBox="0 0 200 112" aria-hidden>
          <path className={styles.track} d={arc} />
          <path className={styles.line} d={arc} />
          {score !== undefined && score > 0 && <path className={styles.value} d={arc} pathLength={100} strokeDasharray={`${score} 200`} />}
        </svg>
        <span className={styles.number}>{score === undefined ? '–' : number(score)}</span>
      </div>
      <div className={styles.ends} aria-hidden>
        <span>{number(0)}</span>
        <span>{number(100)}</span>
      </div>
    </div>
  );
}
