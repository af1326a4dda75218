import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { Draft } from '../draft/useDraft.ts';
import { StepPanel } from '../StepPanel.tsx';
import { AddAddresses } from './AddAddresses.tsx';
import { ChosenList } from './ChosenList.tsx';
import { ConsentCoverage } from './ConsentCoverage.tsx';
import { isAddress, readPasted } from './pastedAddresses.ts';
import { ProblemList } from './ProblemList.tsx';
import { Terms } from './Terms.tsx';
import { Total } from './Total.tsx';
import type { AddressChecking } from './useAddressCheck.ts';

interface AddressesStepProps {
  readonly draft: Draft;
  readonly check: AddressChecking;
  /** Names of those who were found by searching, by address: nobody keeps them. */
  readonly names: ReadonlyMap<string, string>;
  readonly onName: (address: string, name: string) => void;
}

/** Whose mailboxes and calendars are read, and the terms on which. */
export function AddressesStep({ draft, check, names, onName }: AddressesStepProps) {
  const { text } = useTexts();
  const { addresses } = draft.form;
  const problems = addresses.flatMap((address, place) => {
    const reason = isAddress(address) ? check.byTyped.get(address.trim())?.problem?.reason : 'notAnAddress';
    return reason === undefined ? [] : [{ address, line: place + 1, reason }];
  });
  const unusable = new Set(problems.map(({ address }) => address));
  const add = (typed: string) => {
    const read = readPasted(typed, draft.current().form.addresses);
    if (read.added.length > 0) draft.change({ addresses: [...draft.current().form.addresses, ...read.added] });
    return read;
  };
  const remove = (gone: readonly string[]) => draft.change({ addresses: draft.current().form.addresses.filter((address) => !gone.includes(address)) });
  const correct = (before: string, after: string) => {
    const others = draft.current().form.addresses.filter((address) => address !== before);
    const [corrected] = readPasted(after, others).added;
    draft.change({ addresses: draft.current().form.addresses.flatMap((address) => (address !== before ? [address] : corrected === undefined ? [] : [corrected])) });
  };
  return (
    <StepPanel title={text('setup.addresses.title')} text={text('setup.addresses.text')}>
      <AddAddresses addresses={addresses} pasted={draft.form.pasted} onPasted={(pasted) => draft.change({ pasted })} onAdd={add} onName={onName} />
      {check.error !== null && <FailureMessage error={check.error} onRetry={check.retry} />}
      {problems.length > 0 && <ProblemList problems={problems} onCorrect={correct} onRemove={remove} />}
      <Total addresses={addresses} check={check} />
      <ChosenList addresses={addresses.filter((address) => !unusable.has(address))} check={check} names={names} onRemove={(address) => remove([address])} onRestore={(address) => add(address)} />
      <ConsentCoverage draft={draft} />
      <Terms draft={draft} />
    </StepPanel>
  );
}
