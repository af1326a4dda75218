import { Body1, Body1Strong, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Section } from '../../components/Section.tsx';
import { useHost } from '../../host/HostContext.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { EntraWay, useApproval } from './useAnswering.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  note: { color: tokens.colorNeutralForeground2 },
});

interface EntraStepProps {
  readonly approval: ReturnType<typeof useApproval> & { readonly way: EntraWay };
}

/** Leads to the consent page of Microsoft Entra ID, and asks anew once somebody is back. */
export function EntraStep({ approval: { way, isPending, error, approve } }: EntraStepProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const host = useHost();
  return (
    <Section title={text('consent.entra.title')}>
      <Body1>{text('consent.entra.text')}</Body1>
      <Body1Strong>{text('consent.entra.missing')}</Body1Strong>
      <ul className={styles.list}>
        {way.missingPermissions.map((permission) => (
          <li key={permission}>{permission}</li>
        ))}
      </ul>
      {error !== null && <FailureMessage error={error} />}
      <div className={styles.buttons}>
        <Button appearance="primary" icon={<OpenRegular />} onClick={() => void host.open(way.url)}>
          {text('consent.entra.open')}
        </Button>
        <Button disabledFocusable={isPending} onClick={approve} {...(isPending && { icon: <Spinner size="tiny" /> })}>
          {text('consent.entra.check')}
        </Button>
      </div>
      <Caption1 className={styles.note}>{text('consent.entra.note')}</Caption1>
    </Section>
  );
}
