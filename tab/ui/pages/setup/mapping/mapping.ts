import type { ContactDataSet, ContactPreview } from '../../../api/contract.ts';
import type { ColumnMapping } from '../draft/form.ts';

/** What an enrichment needs of contacts and accounts, in the order in which it is asked for. */
export const mappingTargets = ['email', 'account', 'contact', 'name'] as const;
export type MappingTarget = (typeof mappingTargets)[number];

export const requiredTargets: readonly MappingTarget[] = ['email', 'account', 'contact'];

/** The columns that are read where the mapping does not say otherwise. */
const usualColumns = { email: 'Email', account: 'AccountId', contact: 'ContactId' } as const;

type Columns = Readonly<Partial<Record<'accounts' | 'contacts', readonly string[]>>>;

/** The file that holds the column: names of accounts stand among the accounts, or among the contacts where there is no such file. */
export function fileOf(target: MappingTarget, columns: Columns): 'accounts' | 'contacts' {
  return target === 'name' && columns.accounts !== undefined ? 'accounts' : 'contacts';
}

export function columnsOfDataSet({ files: { accounts, contacts } }: Pick<ContactDataSet, 'files'>): Columns {
  return { ...(accounts && { accounts: accounts.columns }), ...(contacts && { contacts: contacts.columns }) };
}

export function columnsOfPreview({ files }: Pick<ContactPreview, 'files'>): Columns {
  return Object.fromEntries(files.map(({ name, columns }) => [name, columns]));
}

const isThere = (column: string, columns: readonly string[] = []): boolean => columns.some((one) => one.toLowerCase() === column.toLowerCase());

/** What was chosen, as far as the files have it, and for the rest the guess. `isOpen`: columns that are not listed may be there all the same (Dataverse). */
export function mergedMapping({ chosen, guess, columns, isOpen }: { readonly chosen?: ColumnMapping | undefined; readonly guess: ColumnMapping; readonly columns: Columns; readonly isOpen: boolean }): ColumnMapping {
  const entries = mappingTargets.flatMap((target) => {
    const own = chosen?.[target];
    const isUsable = own !== undefined && own !== '' && (isOpen || isThere(own, columns[fileOf(target, columns)]));
    // Somebody who has chosen may have wanted none of what is not required.
    const isLeftOut = chosen?.email !== undefined && own === undefined && !requiredTargets.includes(target);
    const column = isUsable ? own : isLeftOut ? undefined : guess[target];
    return column === undefined ? [] : [[target, column] as const];
  });
  return Object.fromEntries(entries);
}

/** The required targets for which no column of the data set is known. Dataverse has its own usual columns, and is asked for them in the check. */
export function targetsWithoutColumn(mapping: ColumnMapping, dataSet: Pick<ContactDataSet, 'kind' | 'files'>): readonly MappingTarget[] {
  if (dataSet.kind === 'dataverse') return [];
  const columns = columnsOfDataSet(dataSet);
  return mappingTargets.filter((target) => {
    const column = mapping[target] ?? (target === 'name' ? undefined : usualColumns[target]);
    // Without a column for names, accounts are called by their usual "Name", or by their id.
    return column !== undefined && !isThere(column, columns[fileOf(target, columns)]);
  });
}

/** Some different values of a column, so that it can be told from others. */
export function samplesOf(column: string | undefined, file: ContactPreview['files'][number] | undefined, max = 3): readonly string[] {
  const place = file?.columns.findIndex((one) => one.toLowerCase() === column?.toLowerCase()) ?? -1;
  if (file === undefined || place < 0) return [];
  const values = file.rows.map((row) => row[place]?.trim() ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, max);
}
