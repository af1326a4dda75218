import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { ContactDataSet, Prerequisite } from '../../../api/contract.ts';
import { useAnswer } from '../../../api/useApi.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { AddressChecking } from '../addresses/useAddressCheck.ts';
import { nameLengthMax } from '../draft/form.ts';
import type { Draft } from '../draft/useDraft.ts';
import { Part, StepPanel } from '../StepPanel.tsx';
import type { StepName, StepProblem } from '../steps.ts';
import { hourLabel } from './hours.ts';
import { Review } from './Review.tsx';
import { tableNameAfter } from './tableName.ts';
import { TimeZoneField } from './TimeZoneField.tsx';
import { WriteBackFields } from './WriteBackFields.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))', gap: tokens.spacingHorizontalXL, alignItems: 'start' },
});

const hours = Array.from({ length: 24 }, (_hour, place) => place);

interface FinishStepProps {
  readonly draft: Draft;
  readonly check: AddressChecking;
  readonly dataSets: readonly ContactDataSet[];
  readonly problems: Readonly<Record<StepName, readonly StepProblem[]>>;
  /** Whether somebody wanted to save: then empty fields are told as missing. */
  readonly isTried: boolean;
  readonly onGo: (step: StepName) => void;
}

/** What it is called and when it runs, and everything once more before it is saved. */
export function FinishStep({ draft, check, dataSets, problems, isTried, onGo }: FinishStepProps) {
  const styles = useStyles();
  const { text, language } = useTexts();
  const { form, change } = draft;
  const prerequisites = useAnswer<readonly Prerequisite[]>('/prerequisites');
  const hasDataverse = prerequisites.data?.some(({ code }) => code === 'dataverseReachable' || code === 'dataverseUnreachable') ?? false;
  /** What is wrong with a field; that it is empty, only after somebody has tried to save. */
  const told = (value: string, ...ofField: readonly StepProblem[]) => {
    const problem = ofField.find((one) => problems.finish.includes(one));
    return problem !== undefined && (value !== '' || isTried) ? { validationMessage: text(`setup.missing.${problem}`) } : {};
  };
  return (
    <StepPanel title={text('setup.finish.title')} text={text('setup.finish.text')}>
      <Part title={text('setup.finish.settingsTitle')}>
        <div className={styles.fields}>
          <Field label={text('setup.finish.name')} required hint={text('setup.finish.nameHint')} {...told(form.name, 'nameMissing', 'nameTaken')}>
            <Input
              value={form.name}
              maxLength={nameLengthMax}
              onChange={(_event, { value }) => change({ name: value, outputTable: tableNameAfter({ name: form.name, newName: value, outputTable: form.outputTable }) })}
              onBlur={() => form.name !== form.name.trim() && change({ name: form.name.trim() })}
              autoComplete="off"
            />
          </Field>
          <Field label={text('setup.finish.outputTable')} required hint={text('setup.finish.outputTableHint')} {...told(form.outputTable, 'tableUnusable', 'tableTaken')}>
            <Input value={form.outputTable} onChange={(_event, { value }) => change({ outputTable: value })} autoComplete="off" spellCheck={false} />
          </Field>
          <TimeZoneField value={form.timeZone} onChange={(timeZone) => change({ timeZone })} />
          <Field label={text('setup.finish.runHour')} required hint={text('setup.finish.runHourHint')}>
            <Select value={String(form.runHour)} onChange={(_event, { value }) => change({ runHour: Number(value) })}>
              {hours.map((hour) => (
                <option key={hour} value={hour}>
                  {hourLabel(hour, language)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {(hasDataverse || form.isWrittenBack) && <WriteBackFields form={form} isTried={isTried} onChange={change} />}
      </Part>
      <Review draft={draft} check={check} dataSets={dataSets} problems={problems} onGo={onGo} />
    </StepPanel>
  );
}
