import type { ContactDataSet, ContactPreview } from '../../../api/contract.ts';
import type { ColumnMapping } from '../draft/form.ts';

/** What an enrichment needs of contacts and accounts, in the order in which it is asked for. */
export const mappingTargets = ['email', 'account', 'contact', 'name'] as const;
export type MappingTarget = (typeof mappingTargets)[number];

/** The columns that are read where the mapping does not say otherwise. */
const usualColumns = { email: 'Email', account: 'AccountId', contact: 'ContactId', name: 'Name' } as const;

export type FileColumns = Readonly<Partial<Record<'accounts' | 'contacts', readonly string[]>>>;

/** The file that holds the column: names of accounts stand among the accounts, or among the contacts where there is no such file. */
export function fileOf(target: MappingTarget, columns: FileColumns): 'accounts' | 'contacts' {
  return target === 'name' && columns.accounts !== undefined ? 'accounts' : 'contacts';
}

/** Without a file of accounts the name may be missing: accounts are then called by their ids. */
export function isRequired(target: MappingTarget, columns: FileColumns): boolean {
  return target !== 'name' || columns.accounts !== undefined;
}

export function columnsOfDataSet({ files: { accounts, contacts } }: Pick<ContactDataSet, 'files'>): FileColumns {
  return { ...(accounts && { accounts: accounts.columns }), ...(contacts && { contacts: contacts.columns }) };
}

export function columnsOfPreview({ files }: Pick<ContactPreview, 'files'>): FileColumns {
  return Object.fromEntries(files.map(({ name, columns }) => [name, columns]));
}

interface Merging {
  readonly chosen: ColumnMapping | undefined;
  readonly guess: ColumnMapping;
  readonly columns: FileColumns;
  /** Whether there may be columns beside those that are listed, as in Dataverse. */
  readonly isOpen: boolean;
}

/** What was chosen, as far as the data set has it, and for the rest the guess. A choice that fits as a whole also holds in what it leaves out. */
export function mergedMapping({ chosen = {}, guess, columns, isOpen }: Merging): ColumnMapping {
  const fits = (target: MappingTarget): boolean => {
    const column = chosen[target];
    return column !== undefined && (isOpen || isThere(column, columns[fileOf(target, columns)]));
  };
  const isWhole = mappingTargets.every((target) => fits(target) || (chosen[target] === undefined && !isRequired(target, columns)));
  const entries = mappingTargets.flatMap((target) => {
    const column = fits(target) ? chosen[target] : isWhole ? undefined : guess[target];
    return column === undefined ? [] : [[target, column] as const];
  });
  return Object.fromEntries(entries);
}

/** The targets for which no column of the data set is known. Dataverse has its own usual columns, and is asked for them in the check. */
export function targetsWithoutColumn(mapping: ColumnMapping, dataSet: Pick<ContactDataSet, 'kind' | 'files'>): readonly MappingTarget[] {
  if (dataSet.kind === 'dataverse') return [];
  const columns = columnsOfDataSet(dataSet);
  return mappingTargets.filter((target) => {
    const column = mapping[target] ?? (isRequired(target, columns) ? usualColumns[target] : undefined);
    return column !== undefined && !isThere(column, columns[fileOf(target, columns)]);
  });
}

export function isSameMapping(a: ColumnMapping | undefined, b: ColumnMapping): boolean {
  return a !== undefined && mappingTargets.every((target) => a[target] === b[target]);
}

/** Some different values of a column, so that it can be told from others. */
export function samplesOf(column: string | undefined, file: ContactPreview['files'][number] | undefined, max = 3): readonly string[] {
  const place = file?.columns.findIndex((one) => one.toLowerCase() === column?.toLowerCase()) ?? -1;
  if (file === undefined || place < 0) return [];
  const values = file.rows.map((row) => row[place]?.trim() ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, max);
}

function isThere(column: string, columns: readonly string[] = []): boolean {
  return columns.some((one) => one.toLowerCase() === column.toLowerCase());
}
