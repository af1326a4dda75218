import { Body1, Button, Field, Input, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ApiFailure } from '../../api/apiFailure.ts';
import { useChange } from '../../api/useApi.ts';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { isOneAddress } from './oneAddress.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  field: { width: '100%', maxWidth: '480px' },
  text: { maxWidth: '80ch', color: tokens.colorNeutralForeground2 },
});

/** Takes somebody off the list who was entered by mistake: whoever knows the address can, since the list does not tell it. */
export function LiftForm({ onLifted }: { readonly onLifted: () => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  const [address, setAddress] = useState('');
  const [isInvalid, setInvalid] = useState(false);
  const lifting = useChange<undefined, { readonly objectionsLifted: number }>((api) => api.send('POST', '/objections/lift', { body: { address } }), ['/objections', '/audit']);
  // Not `mutate` with its callbacks: with the last entry of the list this form is gone, and they are not called any more.
  const lift = () =>
    lifting.mutateAsync(undefined).then(
      () => {
        setAddress('');
        onLifted();
      },
      // `lifting.error` shows it.
      () => undefined,
    );
  const isNotListed = lifting.error instanceof ApiFailure && lifting.error.code === 'notFound';
  const problem = isInvalid ? 'notAnAddress' : isNotListed ? 'notListed' : undefined;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isOneAddress(address)) void lift();
        else setInvalid(true);
      }}
    >
      <Subtitle2 as="h3">{text('privacy.people.lift')}</Subtitle2>
      <Body1 className={styles.text}>{text('privacy.people.liftText')}</Body1>
      <Field className={styles.field} label={text('privacy.people.liftAddress')} {...(problem !== undefined && { validationState: 'error', validationMessage: text(`privacy.people.${problem}`) })}>
        <Input
          type="email"
          value={address}
          autoComplete="off"
          onChange={(_event, { value }) => {
            setAddress(value);
            setInvalid(false);
            lifting.reset();
          }}
        />
      </Field>
      <Button type="submit" disabledFocusable={lifting.isPending || address.trim() === ''}>
        {text('privacy.people.liftCommand')}
      </Button>
      {lifting.isError && !isNotListed && <FailureMessage error={lifting.error} />}
    </form>
  );
}
