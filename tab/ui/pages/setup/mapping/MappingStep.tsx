import { Body1, Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { ContactDataSet, ContactPreview } from '../../../api/contract.ts';
import { useAnswer } from '../../../api/useApi.ts';
import { Loading } from '../../../components/Loading.tsx';
import { QueryView } from '../../../components/QueryView.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { ColumnMapping } from '../draft/form.ts';
import type { Draft } from '../draft/useDraft.ts';
import { StepPanel } from '../StepPanel.tsx';
import type { StepName } from '../steps.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { columnsOfPreview, mappingTargets, mergedMapping, requiredTargets } from './mapping.ts';
import { QualityReport } from './QualityReport.tsx';

interface MappingStepProps {
  readonly draft: Draft;
  readonly dataSets: readonly ContactDataSet[];
  readonly onGo: (step: StepName) => void;
}

/** Which column holds what, and what the data set is good for with these columns. */
export function MappingStep({ draft, dataSets, onGo }: MappingStepProps) {
  const { text } = useTexts();
  const dataSet = dataSets.find(({ id }) => id === draft.form.contactDataSetId);
  const isReadable = dataSet !== undefined && (dataSet.kind === 'dataverse' || dataSet.files.contacts !== undefined);
  const preview = useAnswer<ContactPreview>(`/contact-data-sets/${dataSet?.id ?? ''}/preview`, { isEnabled: isReadable });
  return (
    <StepPanel title={text('setup.mapping.title')} text={text('setup.mapping.text')}>
      {isReadable ? (
        <QueryView query={preview} loading={<Loading heights={[88, 88, 88, 88]} />}>
          {(answer) => <Columns draft={draft} dataSet={dataSet} preview={answer} />}
        </QueryView>
      ) : (
        <>
          <Body1>{text('setup.mapping.noDataSet')}</Body1>
          <div>
            <Button onClick={() => onGo('contacts')}>{text('setup.mapping.goToContacts')}</Button>
          </div>
        </>
      )}
    </StepPanel>
  );
}

function Columns({ draft, dataSet, preview }: { readonly draft: Draft; readonly dataSet: ContactDataSet; readonly preview: ContactPreview }) {
  const { change, form } = draft;
  const isOpen = dataSet.kind === 'dataverse';
  const mapping = mergedMapping({ chosen: form.mapping, guess: preview.guess, columns: columnsOfPreview(preview), isOpen });
  const isComplete = requiredTargets.every((target) => mapping[target] !== undefined);
  const known = form.mapping;
  // By columns: the service answers with the same ones in another order.
  const isNew = mappingTargets.some((target) => known?.[target] !== mapping[target]);
  useEffect(() => {
    // What is shown is what holds when somebody goes on without a change.
    if (isNew) change({ mapping });
    // eslint-plugin-react-hooks: the mapping is a new object each time; `isNew` tells whether it says something new.
  }, [isNew, change, mapping]);
  const choose = (target: keyof ColumnMapping, column: string | undefined) => {
    const rest: ColumnMapping = Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== target));
    change({ mapping: column === undefined ? rest : { ...rest, [target]: column } });
  };
  return (
    <>
      {mappingTargets.map((target) => (
        <ColumnChoice key={target} target={target} column={mapping[target]} isOpen={isOpen} preview={preview} onChoose={(column) => choose(target, column)} />
      ))}
      <QualityReport dataSet={dataSet} mapping={mapping} isComplete={isComplete} addresses={form.addresses} />
    </>
  );
}
