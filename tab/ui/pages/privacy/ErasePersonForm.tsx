import { Body1, Body1Strong, Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { PersonDeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ApiFailure } from '../../api/apiFailure.ts';
import type { ErasedPerson } from '../../api/contract.ts';
import { useChange } from '../../api/useApi.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { isOneAddress } from './oneAddress.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  field: { width: '100%', maxWidth: '480px' },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  title: { overflowWrap: 'anywhere' },
});

type Reason = ErasedPerson['reason'];
const reasons = ['left', 'asked'] as const satisfies readonly Reason[];
const consequences = ['stops', 'erases', 'chosen', 'never'] as const;

/** Asks for an address and a reason, says what will happen, and erases. */
export function ErasePersonForm({ onErased }: { readonly onErased: (erased: ErasedPerson) => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  const [address, setAddress] = useState('');
  const [reason, setReason] = useState<Reason>('left');
  const [problem, setProblem] = useState<'notAnAddress' | 'noPerson'>();
  const [isAsking, setAsking] = useState(false);
  const erasure = useChange<undefined, ErasedPerson>((api) => api.send<ErasedPerson>('POST', '/objections', { body: { address, reason } }), ['/objections', '/audit', '/enrichments']);
  const erase = async () => {
    try {
      onErased(await erasure.mutateAsync(undefined));
      setAddress('');
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'addressUnknown') throw error;
      setProblem('noPerson');
    }
  };
  return (
    <>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isOneAddress(address)) setAsking(true);
          else setProblem('notAnAddress');
        }}
      >
        <Field className={styles.field} label={text('privacy.people.address')} hint={text('privacy.people.addressHint')} {...(problem !== undefined && { validationState: 'error', validationMessage: text(`privacy.people.${problem}`) })}>
          <Input
            type="email"
            value={address}
            autoComplete="off"
            onChange={(_event, { value }) => {
              setAddress(value);
              setProblem(undefined);
            }}
          />
        </Field>
        <Field label={text('privacy.people.reason')}>
          <RadioGroup value={reason} onChange={(_event, { value }) => setReason(reasons.find((one) => one === value) ?? reason)}>
            {reasons.map((one) => (
              <Radio key={one} value={one} label={text(`privacy.people.reasons.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
        <Button type="submit" icon={<PersonDeleteRegular />} disabledFocusable={address.trim() === ''}>
          {text('privacy.people.command')}
        </Button>
      </form>
      {/* Beside the form, not in it: what is submitted there would be taken for this form's. */}
      {isAsking && (
        <ConfirmDialog title={text('privacy.people.confirmTitle')} confirmLabel={text('privacy.people.confirm')} onConfirm={erase} onClose={() => setAsking(false)}>
          <Body1Strong className={styles.title}>{address.trim()}</Body1Strong>
          <Body1>{text('privacy.people.lead')}</Body1>
          <ul className={styles.list}>
            {consequences.map((one) => (
              <li key={one}>{text(`privacy.people.${one}`)}</li>
            ))}
          </ul>
          <Body1>{text('privacy.people.figures')}</Body1>
          <Body1>{text('privacy.people.stays')}</Body1>
        </ConfirmDialog>
      )}
    </>
  );
}
