import type { EnrichmentDraftBody, EnrichmentView } from '../../../api/contract.ts';

export type ColumnMapping = NonNullable<EnrichmentDraftBody['mapping']>;

/** Everything that somebody enters in the set-up, as it stands in the fields: also what is not valid yet. */
export interface SetupForm {
  readonly addresses: readonly string[];
  /** A list in its box, not added to the addresses yet. */
  readonly pasted: string;
  readonly agreesToTerms: boolean;
  readonly contactDataSetId: string | undefined;
  readonly mapping: ColumnMapping | undefined;
  readonly name: string;
  readonly outputTable: string;
  readonly timeZone: string;
  readonly runHour: number;
  readonly isWrittenBack: boolean;
  readonly tableSetName: string;
  readonly keyColumn: string;
}

export type SetupEdits = Partial<SetupForm>;
export type SetupField = keyof SetupForm;

export const nameLengthMax = 100;
export const runHourDefault = 2;
const addressesMax = 2_500;

/** What the service knows, as fields: what is being edited, else what holds. */
export function formOf({ settings, draft }: Pick<EnrichmentView['enrichment'], 'settings' | 'draft'>, timeZone: string): SetupForm {
  const known: NonNullable<typeof draft> = draft ?? settings ?? {};
  return {
    addresses: known.addresses ?? [],
    pasted: '',
    agreesToTerms: known.terms !== undefined,
    contactDataSetId: known.contactDataSetId,
    mapping: known.mapping,
    name: known.name ?? '',
    outputTable: known.outputTable ?? '',
    timeZone: known.timeZone ?? timeZone,
    runHour: known.runHour ?? runHourDefault,
    isWrittenBack: known.writeBack !== undefined,
    tableSetName: known.writeBack?.tableSetName ?? '',
    keyColumn: known.writeBack?.keyColumn ?? '',
  };
}

export const isTableName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9_]{0,49}$/.test(text);
export const isDataverseName = (text: string): boolean => /^[a-z][a-z0-9_]{0,99}$/.test(text);

/**
 * What the service takes of the edits, and the fields that are safe with it afterwards. It takes no field that is not valid: such edits stay
 * where they are.
 */
export function saveableOf(edits: SetupEdits, form: SetupForm): { readonly body: EnrichmentDraftBody; readonly fields: readonly SetupField[] } {
  const writers: Readonly<Partial<Record<SetupField, () => EnrichmentDraftBody | undefined>>> = {
    addresses: () => (form.addresses.length <= addressesMax ? { addresses: [...form.addresses] } : undefined),
    agreesToTerms: () => (form.agreesToTerms ? { agreesToTerms: true } : undefined),
    contactDataSetId: () => (form.contactDataSetId === undefined ? undefined : { contactDataSetId: form.contactDataSetId }),
    mapping: () => (form.mapping === undefined ? undefined : { mapping: form.mapping }),
    // The service takes blanks away at the ends; a name that is still being typed must not lose them.
    name: () => (form.name === '' || form.name !== form.name.trim() ? undefined : { name: form.name }),
    outputTable: () => (isTableName(form.outputTable) ? { outputTable: form.outputTable } : undefined),
    timeZone: () => ({ timeZone: form.timeZone }),
    runHour: () => ({ runHour: form.runHour }),
    isWrittenBack: () => writeBackOf(form),
    tableSetName: () => (form.isWrittenBack ? writeBackOf(form) : undefined),
    keyColumn: () => (form.isWrittenBack ? writeBackOf(form) : undefined),
  };
  const parts = (Object.keys(edits) as SetupField[]).flatMap((field) => {
    const part = writers[field]?.();
    return part === undefined ? [] : [{ field, part }];
  });
  return { body: Object.assign({}, ...parts.map(({ part }) => part)) as EnrichmentDraftBody, fields: parts.map(({ field }) => field) };
}

function writeBackOf({ isWrittenBack, tableSetName, keyColumn }: SetupForm): EnrichmentDraftBody | undefined {
  if (!isWrittenBack) return { writeBack: null };
  return isDataverseName(tableSetName) && isDataverseName(keyColumn) ? { writeBack: { tableSetName, keyColumn } } : undefined;
}

/** The edits without these fields, as far as they are still what they were when they were `sent`. */
export function withoutSaved(edits: SetupEdits, sent: SetupEdits, fields: readonly SetupField[]): SetupEdits {
  const entries = Object.entries(edits).filter(([field, value]) => !(fields.includes(field as SetupField) && sent[field as SetupField] === value));
  return Object.fromEntries(entries);
}

/** Which of the edited fields somebody else has given another value meanwhile. */
export function fieldsInConflict(edits: SetupEdits, before: SetupForm, now: SetupForm): readonly SetupField[] {
  const isSame = (field: SetupField): boolean => JSON.stringify(before[field]) === JSON.stringify(now[field]);
  return (Object.keys(edits) as SetupField[]).filter((field) => !isSame(field));
}
