import type { AddressCheck, ContactDataSet } from '../../api/contract.ts';
import { isAddress } from './addresses/pastedAddresses.ts';
import { isDataverseName, isTableName, type SetupForm } from './draft/form.ts';
import { targetsWithoutColumn } from './mapping/mapping.ts';

export const stepNames = ['overview', 'addresses', 'contacts', 'mapping', 'finish'] as const;
export type StepName = (typeof stepNames)[number];

export function stepNamed(name: string | null): StepName {
  return stepNames.find((step) => step === name) ?? 'overview';
}

/** What keeps a step from being done: keys of the texts' `setup.missing`. */
export type StepProblem =
  | 'noAddresses' | 'addressesUnusable' | 'tooFewPeople' | 'tooManyPeople' | 'termsNotAgreed'
  | 'noDataSet' | 'noContactsFile'
  | 'mappingNotChecked' | 'columnsMissing'
  | 'nameMissing' | 'nameTaken' | 'tableUnusable' | 'tableTaken' | 'writeBackUnusable';

export interface StepFacts {
  readonly form: SetupForm;
  /** Undefined until the directory has answered. */
  readonly check: AddressCheck | undefined;
  /** Undefined until they are loaded: what is chosen counts meanwhile. */
  readonly dataSets: readonly ContactDataSet[] | undefined;
  /** Names and tables of all other enrichments that are set up. */
  readonly others: readonly { readonly name: string; readonly outputTable: string }[];
}

/** What is missing in each step, by what is known at this moment. The service has the last word when the set-up is saved. */
export function stepProblems(facts: StepFacts): Readonly<Record<StepName, readonly StepProblem[]>> {
  return { overview: [], addresses: ofAddresses(facts), contacts: ofContacts(facts), mapping: ofMapping(facts), finish: ofFinish(facts) };
}

function ofAddresses({ form: { addresses, agreesToTerms }, check }: StepFacts): StepProblem[] {
  const isUnusable = addresses.some((address) => !isAddress(address)) || check?.addresses.some(({ problem }) => problem !== undefined) === true;
  const reason = check?.problem?.reason;
  return [
    ...(addresses.length === 0 ? ['noAddresses' as const] : []),
    ...(isUnusable ? ['addressesUnusable' as const] : []),
    ...(addresses.length > 0 && reason === 'tooFewPeople' ? ['tooFewPeople' as const] : []),
    ...(reason === 'tooManyPeople' ? ['tooManyPeople' as const] : []),
    ...(agreesToTerms ? [] : ['termsNotAgreed' as const]),
  ];
}

function ofContacts({ form: { contactDataSetId }, dataSets }: StepFacts): StepProblem[] {
  if (contactDataSetId === undefined) return ['noDataSet'];
  if (dataSets === undefined) return [];
  const dataSet = dataSets.find(({ id }) => id === contactDataSetId);
  if (dataSet === undefined) return ['noDataSet'];
  return dataSet.kind === 'csv' && dataSet.files.contacts === undefined ? ['noContactsFile'] : [];
}

function ofMapping({ form: { contactDataSetId, mapping }, dataSets }: StepFacts): StepProblem[] {
  if (mapping === undefined) return ['mappingNotChecked'];
  const dataSet = dataSets?.find(({ id }) => id === contactDataSetId);
  return dataSet !== undefined && targetsWithoutColumn(mapping, dataSet).length > 0 ? ['columnsMissing'] : [];
}

function ofFinish({ form, others }: StepFacts): StepProblem[] {
  const { outputTable, isWrittenBack, tableSetName, keyColumn } = form;
  const name = form.name.trim();
  return [
    ...(name === '' ? ['nameMissing' as const] : []),
    ...(others.some((other) => isSame(other.name, name)) ? ['nameTaken' as const] : []),
    ...(isTableName(outputTable) ? [] : ['tableUnusable' as const]),
    ...(others.some((other) => isSame(other.outputTable, outputTable)) ? ['tableTaken' as const] : []),
    ...(isWrittenBack && !(isDataverseName(tableSetName) && isDataverseName(keyColumn)) ? ['writeBackUnusable' as const] : []),
  ];
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
