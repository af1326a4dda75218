import { Body1, Button, Field, makeStyles, Spinner, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ConsentReview } from '../../api/contract.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { EntraStep } from './EntraStep.tsx';
import { useApproval, useDecline } from './useAnswering.ts';

/** As the API takes it. */
const reasonLengthMax = 500;

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** For a Global Administrator: what the answer means, and the answer. */
export function Answer({ review: { consent, addressCheck, permissions } }: { readonly review: ConsentReview }) {
  const styles = useStyles();
  const { text } = useTexts();
  const approval = useApproval(consent.id);
  const decline = useDecline(consent.id);
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const missing = permissions.filter(({ isGranted }) => isGranted === false).length;
  const { people } = addressCheck;
  if (approval.way !== undefined) return <EntraStep approval={{ ...approval, way: approval.way }} />;
  return (
    <Section title={text('consent.answer.title')}>
      <Body1>{text('consent.answer.intro')}</Body1>
      <ul className={styles.list}>
        <li>{people === undefined ? text('consent.answer.reads') : text('consent.answer.readsOf', { count: people })}</li>
        <li>{text('consent.answer.readsNever')}</li>
        <li>{text('consent.answer.keeps')}</li>
        <li>{text('consent.answer.shows')}</li>
      </ul>
      {missing > 0 && <Body1>{text('consent.answer.missing', { count: missing })}</Body1>}
      {approval.error !== null && <FailureMessage error={approval.error} />}
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={approval.isPending} onClick={approval.approve} {...(approval.isPending && { icon: <Spinner size="tiny" /> })}>
          {text('consent.answer.approve')}
        </Button>
        <Button disabledFocusable={approval.isPending} onClick={() => setDeclining(true)}>
          {text('consent.answer.decline')}
        </Button>
      </div>
      {isDeclining && (
        <ConfirmDialog title={text('consent.decline.title')} confirmLabel={text('consent.decline.confirm')} onConfirm={() => decline.mutateAsync(reason.trim())} onClose={() => setDeclining(false)}>
          <Body1>{text('consent.decline.text')}</Body1>
          <Field label={text('consent.decline.reason')}>
            <Textarea value={reason} maxLength={reasonLengthMax} placeholder={text('consent.decline.placeholder')} onChange={(_event, { value }) => setReason(value)} />
          </Field>
        </ConfirmDialog>
      )}
    </Section>
  );
}
