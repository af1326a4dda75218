import { Badge, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular } from '@fluentui/react-icons';
import type { ConsentReview } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { permissionReason } from './reviewTexts.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: tokens.spacingHorizontalM, alignItems: 'center' },
  name: { overflowWrap: 'anywhere' },
  reason: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
});

const badges = {
  granted: { color: 'success', icon: <CheckmarkCircleRegular /> },
  missing: { color: 'warning', icon: <CircleRegular /> },
  inExchange: { color: 'informative' },
} as const;

/** What the organisation lets the app do, in Microsoft Entra ID or in Exchange, what for, and what it has not granted yet. */
export function Permissions({ permissions }: Pick<ConsentReview, 'permissions'>) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  return (
    <ul className={styles.list}>
      {permissions.map(({ name, isGranted, reason }) => (
        <li key={name} className={styles.item}>
          <Body1Strong className={styles.name}>{name}</Body1Strong>
          <Badge appearance="tint" {...badges[isGranted === undefined ? 'inExchange' : isGranted ? 'granted' : 'missing']}>
            {text(isGranted === undefined ? 'consent.permissions.isInExchange' : isGranted ? 'consent.permissions.isGranted' : 'consent.permissions.isMissing')}
          </Badge>
          <Caption1 className={styles.reason}>{permissionReason(texts, name) ?? reason}</Caption1>
        </li>
      ))}
    </ul>
  );
}
