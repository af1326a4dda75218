import type { UseQueryResult } from '@tanstack/react-query';
import type { ContactDataSet, ContactPreview } from '../../../api/contract.ts';
import { useAnswer } from '../../../api/useApi.ts';
import type { ColumnMapping, SetupForm } from '../draft/form.ts';
import { columnsOfPreview, isRequired, isSameMapping, mappingTargets, mergedMapping, type FileColumns } from './mapping.ts';

export interface Mapping {
  /** Undefined where no data set with contacts is chosen. */
  readonly dataSet: ContactDataSet | undefined;
  readonly preview: UseQueryResult<ContactPreview>;
  /** Undefined until the preview is there. */
  readonly shown?: { readonly mapping: ColumnMapping; readonly columns: FileColumns; readonly isComplete: boolean; /** Whether it is the draft's, and no suggestion. */ readonly isChosen: boolean };
}

/** The mapping as it is shown: what was chosen, and suggestions for the rest. `isWanted`: whether it is looked at. */
export function useMapping(form: SetupForm, dataSets: readonly ContactDataSet[], isWanted: boolean): Mapping {
  const chosen = dataSets.find(({ id }) => id === form.contactDataSetId);
  const dataSet = chosen?.kind === 'dataverse' || chosen?.files.contacts !== undefined ? chosen : undefined;
  const preview = useAnswer<ContactPreview>(`/contact-data-sets/${dataSet?.id ?? ''}/preview`, { isEnabled: isWanted && dataSet !== undefined });
  if (dataSet === undefined || preview.data === undefined) return { dataSet, preview };
  const columns = columnsOfPreview(preview.data);
  const mapping = mergedMapping({ chosen: form.mapping, guess: preview.data.guess, columns, isOpen: dataSet.kind === 'dataverse' });
  const isComplete = mappingTargets.every((target) => mapping[target] !== undefined || !isRequired(target, columns));
  return { dataSet, preview, shown: { mapping, columns, isComplete, isChosen: isSameMapping(form.mapping, mapping) } };
}
