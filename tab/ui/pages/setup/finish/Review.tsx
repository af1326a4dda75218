import { Body1, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, WarningRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { ContactDataSet } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { notCovered } from '../addresses/pastedAddresses.ts';
import type { AddressChecking } from '../addresses/useAddressCheck.ts';
import type { Draft } from '../draft/useDraft.ts';
import { mappingTargets } from '../mapping/mapping.ts';
import { Part } from '../StepPanel.tsx';
import type { StepName, StepProblem } from '../steps.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none', maxWidth: '800px' },
  item: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} 0`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  text: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  done: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorStatusSuccessForeground1 },
  missing: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorStatusWarningForeground1 },
});

interface ReviewProps {
  readonly draft: Draft;
  readonly check: AddressChecking;
  readonly dataSets: readonly ContactDataSet[];
  readonly problems: Readonly<Record<StepName, readonly StepProblem[]>>;
  readonly onGo: (step: StepName) => void;
}

/** Everything that was entered in the steps before, each with the way back to it, and what saving does about consent. */
export function Review({ draft: { form, view }, check, dataSets, problems, onGo }: ReviewProps) {
  const styles = useStyles();
  const { text, instant } = useTexts();
  const { settings, draft: saved } = view.enrichment;
  const terms = (saved ?? settings)?.terms;
  const count = form.addresses.length;
  const people = check.answer?.people;
  const dataSet = dataSets.find(({ id }) => id === form.contactDataSetId);
  const columns = mappingTargets.flatMap((target) => {
    const column = form.mapping?.[target];
    return column === undefined ? [] : [text('setup.finish.columnOf', { target: text(`setup.mapping.targets.${target}.label`), column })];
  });
  const granted = view.consent?.status === 'granted' ? view.consent : undefined;
  const isGranted = granted !== undefined;
  const added = granted === undefined ? 0 : notCovered(form.addresses, granted.addresses).length;
  const consent = !isGranted ? text('setup.finish.consentNew') : added > 0 ? text('setup.finish.consentAgain', { count: added }) : text('setup.finish.consentHolds');
  const missing = text('setup.finish.notGiven');
  return (
    <Part title={text('setup.finish.reviewTitle')}>
      <ul className={styles.list}>
        <Item title={text('setup.finish.review.addresses')} step="addresses" isDone={problems.addresses.every((problem) => problem === 'termsNotAgreed')} onGo={onGo}>
          {count === 0 ? missing : people === undefined ? text('setup.finish.addressCountOnly', { count }) : `${text('setup.finish.people', { count: people })} ${text('setup.finish.addressCount', { count })}`}
        </Item>
        <Item title={text('setup.finish.review.terms')} step="addresses" isDone={form.agreesToTerms} onGo={onGo}>
          {terms !== undefined ? text('setup.finish.agreed', { at: instant(terms.agreedAt) }) : form.agreesToTerms ? text('setup.finish.agreedNow') : missing}
        </Item>
        <Item title={text('setup.finish.review.contacts')} step="contacts" isDone={problems.contacts.length === 0} onGo={onGo}>
          {dataSet === undefined ? missing : `${dataSet.name} · ${text(`setup.contacts.kinds.${dataSet.kind}`)}`}
        </Item>
        <Item title={text('setup.finish.review.mapping')} step="mapping" isDone={problems.mapping.length === 0} onGo={onGo}>
          {form.mapping === undefined ? missing : columns.length === 0 ? text('setup.finish.usualColumns') : columns.map((column) => <span key={column}>{column}</span>)}
        </Item>
        <Item title={text('setup.finish.review.consent')} isDone={isGranted && added === 0} onGo={onGo}>
          {consent}
        </Item>
      </ul>
    </Part>
  );
}

interface ItemProps {
  readonly title: string;
  /** Where it is changed; undefined where nobody changes it here. */
  readonly step?: StepName;
  readonly isDone: boolean;
  readonly onGo: (step: StepName) => void;
  readonly children: ReactNode;
}

function Item({ title, step, isDone, onGo, children }: ItemProps) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <li className={styles.item}>
      {isDone ? <CheckmarkCircleFilled className={styles.done} role="img" aria-label={text('setup.finish.completeOf', { step: title })} /> : step === undefined ? <WarningRegular className={styles.missing} aria-hidden /> : <WarningRegular className={styles.missing} role="img" aria-label={text('setup.finish.notGiven')} />}
      <span className={styles.text}>
        <Body1Strong>{title}</Body1Strong>
        <Body1 className={styles.text}>{children}</Body1>
        {step === undefined && <Caption1 className={styles.quiet}>{text('setup.finished.nothingRead')}</Caption1>}
      </span>
      {step !== undefined && (
        <Button appearance="subtle" aria-label={text('setup.finish.editOf', { step: title })} onClick={() => onGo(step)}>
          {text('setup.finish.edit')}
        </Button>
      )}
    </li>
  );
}
