import { Body1, Body1Strong, Button, makeStyles, tokens } from '@fluentui/react-components';
import { EditRegular, WarningRegular } from '@fluentui/react-icons';
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
  list: { display: 'flex', flexDirection: 'column', margin: 0 },
  row: { display: 'grid', gridTemplateColumns: 'minmax(120px, 1fr) minmax(0, 3fr) auto', gap: tokens.spacingHorizontalL, alignItems: 'start', padding: `${tokens.spacingVerticalS} 0`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' } },
  words: { display: 'flex', flexDirection: 'column', margin: 0, minWidth: 0, overflowWrap: 'anywhere', paddingTop: tokens.spacingVerticalXS, '@media (max-width: 480px)': { gridRow: 2, gridColumn: '1 / -1', paddingTop: 0 } },
  term: { paddingTop: tokens.spacingVerticalXS },
  missing: { display: 'flex', gap: tokens.spacingHorizontalXS, color: tokens.colorStatusWarningForeground1 },
  icon: { display: 'flex', fontSize: '16px', marginTop: tokens.spacingVerticalXXS },
});

interface ReviewProps {
  readonly draft: Draft;
  readonly check: AddressChecking;
  readonly dataSets: readonly ContactDataSet[];
  readonly problems: Readonly<Record<StepName, readonly StepProblem[]>>;
  readonly onGo: (step: StepName) => void;
}

/** Everything that was entered in the steps before, with the way back to each. */
export function Review({ draft: { form, view }, check, dataSets, problems, onGo }: ReviewProps) {
  const { text, instant } = useTexts();
  const terms = (view.enrichment.draft ?? view.enrichment.settings)?.terms;
  const dataSet = dataSets.find(({ id }) => id === form.contactDataSetId);
  const people = check.answer?.people;
  const count = form.addresses.length;
  const columns = mappingTargets.flatMap((target) => {
    const column = form.mapping?.[target];
    return column === undefined ? [] : [text('setup.finish.columnOf', { target: text(`setup.mapping.targets.${target}.label`), column })];
  });
  const agreed = terms === undefined ? text('setup.finish.agreedNow') : text('setup.finish.agreed', { at: instant(terms.agreedAt) });
  const chosen = people === undefined ? text('setup.finish.addressCountOnly', { count }) : `${text('setup.finish.people', { count: people })} ${text('setup.finish.addressCount', { count })}`;
  const rows: readonly { readonly name: 'addresses' | 'terms' | 'contacts' | 'mapping'; readonly step: StepName; readonly problems: readonly StepProblem[]; readonly words: readonly string[] }[] = [
    { name: 'addresses', step: 'addresses', problems: problems.addresses.filter((problem) => problem !== 'termsNotAgreed'), words: count === 0 ? [] : [chosen] },
    { name: 'terms', step: 'addresses', problems: problems.addresses.filter((problem) => problem === 'termsNotAgreed'), words: form.agreesToTerms ? [agreed] : [] },
    { name: 'contacts', step: 'contacts', problems: problems.contacts, words: dataSet === undefined ? [] : [`${dataSet.name} (${text(`setup.contacts.kinds.${dataSet.kind}`)})`] },
    { name: 'mapping', step: 'mapping', problems: problems.mapping, words: form.mapping === undefined ? [] : columns.length === 0 ? [text('setup.finish.usualColumns')] : columns },
  ];
  return (
    <Part title={text('setup.finish.reviewTitle')}>
      <Rows>
        {rows.map(({ name, step, problems: missing, words }) => (
          <Row key={name} title={text(`setup.finish.review.${name}`)} step={step} isMissing={missing.length > 0} onGo={onGo}>
            {words.map((line) => (
              <Body1 key={line}>{line}</Body1>
            ))}
            {missing.map((problem) => (
              <Missing key={problem} problem={problem} />
            ))}
          </Row>
        ))}
        <Row title={text('setup.finish.review.consent')}>
          <Body1>{useConsentWords({ form, view })}</Body1>
        </Row>
      </Rows>
    </Part>
  );
}

function useConsentWords({ form, view }: Pick<Draft, 'form' | 'view'>): string {
  const { text } = useTexts();
  if (view.consent?.status !== 'granted') return text('setup.finish.consentNew');
  const count = notCovered(form.addresses, view.consent.addresses).length;
  return count === 0 ? text('setup.finish.consentHolds') : text('setup.finish.consentAgain', { count });
}

function Rows({ children }: { readonly children: ReactNode }) {
  return <dl className={useStyles().list}>{children}</dl>;
}

interface RowProps {
  readonly title: string;
  readonly step?: StepName;
  readonly isMissing?: boolean;
  readonly onGo?: (step: StepName) => void;
  readonly children: ReactNode;
}

function Row({ title, step, isMissing = false, onGo, children }: RowProps) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <div className={styles.row}>
      <dt className={styles.term}>
        <Body1Strong>{title}</Body1Strong>
      </dt>
      <dd className={styles.words}>{children}</dd>
      {step !== undefined && (
        <dd style={{ margin: 0 }}>
          <Button size="small" appearance={isMissing ? 'primary' : 'subtle'} icon={<EditRegular />} aria-label={text(isMissing ? 'setup.finish.completeOf' : 'setup.finish.editOf', { step: title })} onClick={() => onGo?.(step)}>
            {text(isMissing ? 'setup.finish.complete' : 'setup.finish.edit')}
          </Button>
        </dd>
      )}
    </div>
  );
}

function Missing({ problem }: { readonly problem: StepProblem }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <span className={styles.missing}>
      <span className={styles.icon} aria-hidden>
        <WarningRegular />
      </span>
      <Body1>{text(`setup.missing.${problem}`)}</Body1>
    </span>
  );
}
