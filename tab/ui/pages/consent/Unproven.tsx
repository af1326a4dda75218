import { Body1, Button, makeStyles, Spinner } from '@fluentui/react-components';
import { ShieldPersonRegular } from '@fluentui/react-icons';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { EntraStep } from './EntraStep.tsx';
import { useApproval } from './useAnswering.ts';

const useStyles = makeStyles({
  text: { maxWidth: '80ch' },
});

/**
 * For those who may be Global Administrators, which nobody can tell as long as the permissions are not granted that would show it: the way
 * through Microsoft Entra ID, which lets only them pass, is open to all.
 */
export function Unproven({ consentId }: { readonly consentId: string }) {
  const styles = useStyles();
  const { text } = useTexts();
  const approval = useApproval(consentId);
  if (approval.way !== undefined) return <EntraStep approval={{ ...approval, way: approval.way }} />;
  return (
    <Section title={text('consent.unproven.title')}>
      <Body1 className={styles.text}>{text('consent.unproven.text')}</Body1>
      {approval.error !== null && <FailureMessage error={approval.error} />}
      <div>
        <Button icon={approval.isPending ? <Spinner size="tiny" /> : <ShieldPersonRegular />} disabledFocusable={approval.isPending} onClick={approval.approve}>
          {text('consent.unproven.approve')}
        </Button>
      </div>
    </Section>
  );
}
