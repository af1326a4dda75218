import { Badge, makeStyles } from '@fluentui/react-components';
import { ArrowSyncRegular, CheckmarkCircleRegular, ClockRegular, DraftsRegular, PauseCircleRegular, ProhibitedRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import type { ComponentProps, ReactElement } from 'react';
import type { EnrichmentView } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  // Where it is narrow the words take two lines.
  badge: { height: 'auto', minHeight: '24px' },
});

type Look = readonly [color: NonNullable<ComponentProps<typeof Badge>['color']>, icon: ReactElement];

const looks: Readonly<Record<EnrichmentView['state'], Look>> = {
  draft: ['informative', <DraftsRegular key="icon" />],
  awaitingConsent: ['warning', <ShieldCheckmarkRegular key="icon" />],
  scheduled: ['brand', <ClockRegular key="icon" />],
  running: ['brand', <ArrowSyncRegular key="icon" />],
  ready: ['success', <CheckmarkCircleRegular key="icon" />],
  inactive: ['informative', <PauseCircleRegular key="icon" />],
  declined: ['danger', <ProhibitedRegular key="icon" />],
};

export function StateBadge({ state }: Pick<EnrichmentView, 'state'>) {
  const styles = useStyles();
  const { text } = useTexts();
  const [color, icon] = looks[state];
  return (
    <Badge className={styles.badge} appearance="tint" size="large" color={color} icon={icon}>
      {text(`words.states.${state}`)}
    </Badge>
  );
}
