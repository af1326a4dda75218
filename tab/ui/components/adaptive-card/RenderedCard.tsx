import { Caption1, makeStyles, mergeClasses, Switch, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useNavigate } from 'react-router';
import { useHost } from '../../host/HostContext.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { GroupedBars } from './GroupedBars.tsx';
import { pathWithin } from './pathWithin.ts';
import { renderCard } from './renderCard.ts';
import { useCardStyles } from './useCardStyles.ts';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '640px' },
  card: { backgroundColor: tokens.colorNeutralBackground1, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`, borderRadius: tokens.borderRadiusXLarge, boxShadow: tokens.shadow4, overflow: 'hidden' },
  note: { color: tokens.colorNeutralForeground2 },
});

/** An Adaptive Card of the bot. Its colours are those of the theme's variables, and its charts stand within this tree, so that both follow the theme as it changes. */
export default function RenderedCard({ card }: { readonly card: object }) {
  const styles = useStyles();
  const cardStyles = useCardStyles();
  const { text, language } = useTexts();
  const host = useHost();
  const navigate = useNavigate();
  const [isTabular, setTabular] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const rendered = useMemo(() => renderCard(card, { drawsCharts: !isTabular }), [card, isTabular]);
  useLayoutEffect(() => holder.current?.replaceChildren(rendered.element), [rendered]);
  useLayoutEffect(
    () =>
      rendered.onOpenUrl((url) => {
        const path = pathWithin(url, `${location.origin}${import.meta.env.BASE_URL}`);
        void (path === undefined ? host.open(url) : navigate(path));
      }),
    [rendered, host, navigate],
  );
  return (
    <div className={styles.whole}>
      <Switch label={text('card.asTables')} checked={isTabular} onChange={(_event, { checked }) => setTabular(checked)} />
      <div ref={holder} lang={language} className={mergeClasses(styles.card, cardStyles)} role="group" aria-label={text('card.label')} />
      {rendered.charts.map(({ place, chart }, index) => createPortal(<GroupedBars chart={chart} />, place, String(index)))}
      {rendered.hasChatButtons && <Caption1 className={styles.note}>{text('card.chatOnly')}</Caption1>}
    </div>
  );
}
