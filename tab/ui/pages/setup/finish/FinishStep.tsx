import type { ContactDataSet } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { AddressChecking } from '../addresses/useAddressCheck.ts';
import type { Draft } from '../draft/useDraft.ts';
import { StepPanel } from '../StepPanel.tsx';
import type { StepName, StepProblem } from '../steps.ts';
import { Review } from './Review.tsx';
import { RunSettings } from './RunSettings.tsx';
import { WriteBack } from './WriteBack.tsx';

interface FinishStepProps {
  readonly draft: Draft;
  readonly check: AddressChecking;
  readonly dataSets: readonly ContactDataSet[];
  readonly problems: Readonly<Record<StepName, readonly StepProblem[]>>;
  /** Somebody wanted to save: what is missing is told at its field. */
  readonly isTried: boolean;
  readonly onGo: (step: StepName) => void;
}

/** Name, table, time zone and hour, and a look over everything. */
export function FinishStep({ draft, check, dataSets, problems, isTried, onGo }: FinishStepProps) {
  const { text } = useTexts();
  const told = isTried ? problems.finish : problems.finish.filter((problem) => problem === 'nameTaken' || problem === 'tableTaken');
  return (
    <StepPanel title={text('setup.finish.title')} text={text('setup.finish.text')}>
      <RunSettings draft={draft} problems={told} />
      <WriteBack draft={draft} isTried={isTried} />
      <Review draft={draft} check={check} dataSets={dataSets} problems={problems} onGo={onGo} />
    </StepPanel>
  );
}
