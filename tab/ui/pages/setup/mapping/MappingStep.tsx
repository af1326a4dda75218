import { Body1, Button } from '@fluentui/react-components';
import { Loading } from '../../../components/Loading.tsx';
import { QueryView } from '../../../components/QueryView.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { Draft } from '../draft/useDraft.ts';
import { StepPanel } from '../StepPanel.tsx';
import type { StepName } from '../steps.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { mappingTargets, type MappingTarget } from './mapping.ts';
import { QualityReport } from './QualityReport.tsx';
import type { Mapping } from './useMapping.ts';

interface MappingStepProps {
  readonly draft: Draft;
  readonly mapping: Mapping;
  /** Whether somebody wanted to go on: then what is missing is told at its field. */
  readonly isTried: boolean;
  readonly onGo: (step: StepName) => void;
}

/** Which column holds what, and what the data set is good for with these columns. */
export function MappingStep({ draft, mapping: { dataSet, preview, shown }, isTried, onGo }: MappingStepProps) {
  const { text } = useTexts();
  const choose = (target: MappingTarget, column: string | undefined) => {
    const others = Object.entries(shown?.mapping ?? {}).filter(([name]) => name !== target);
    draft.change({ mapping: Object.fromEntries([...others, ...(column === undefined ? [] : [[target, column]])]) });
  };
  return (
    <StepPanel title={text('setup.mapping.title')} text={text('setup.mapping.text')}>
      {dataSet === undefined ? (
        <>
          <Body1>{text('setup.mapping.noDataSet')}</Body1>
          <div>
            <Button onClick={() => onGo('contacts')}>{text('setup.mapping.goToContacts')}</Button>
          </div>
        </>
      ) : (
        <QueryView query={preview} loading={<Loading heights={[64, 64, 64, 64, 160]} />}>
          {(answer) =>
            shown !== undefined && (
              <>
                {mappingTargets.map((target) => (
                  <ColumnChoice key={target} target={target} shown={shown} isOpen={dataSet.kind === 'dataverse'} preview={answer} isTried={isTried} onChoose={(column) => choose(target, column)} />
                ))}
                <QualityReport dataSet={dataSet} mapping={shown.mapping} isComplete={shown.isComplete} addresses={draft.form.addresses} />
              </>
            )
          }
        </QueryView>
      )}
    </StepPanel>
  );
}
