import { Badge, Caption1, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ContactPreview } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { narrow } from '../layout.ts';
import { fileOf, isRequired, samplesOf, type MappingTarget } from './mapping.ts';
import type { Mapping } from './useMapping.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 4fr)', gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXXL}`, alignItems: 'center', [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' } },
  side: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS, minWidth: 0 },
  examples: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface ColumnChoiceProps {
  readonly target: MappingTarget;
  readonly shown: NonNullable<Mapping['shown']>;
  /** Columns have to be typed, since not all are listed. */
  readonly isOpen: boolean;
  readonly preview: ContactPreview;
  readonly isTried: boolean;
  readonly onChoose: (column: string | undefined) => void;
}

/** One thing that is needed, the column that holds it, and values from there to know it by. */
export function ColumnChoice({ target, shown: { mapping, columns, isChosen }, isOpen, preview, isTried, onChoose }: ColumnChoiceProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const fileName = fileOf(target, columns);
  const file = preview.files.find(({ name }) => name === fileName);
  const required = isRequired(target, columns);
  const column = mapping[target];
  const values = samplesOf(column, file);
  const isMissing = required && column === undefined;
  const hint = `${text(`setup.mapping.targets.${target}.hint`)}${isOpen ? '' : ` (${text(`setup.mapping.fromFile.${fileName}`)})`}`;
  return (
    <div className={styles.row}>
      <Field label={text(`setup.mapping.targets.${target}.label`)} required={required} hint={hint} {...(isMissing && isTried && { validationMessage: text('setup.mapping.columnNeeded') })}>
        {isOpen ? (
          <TypedColumn key={column} column={column ?? ''} onChoose={onChoose} />
        ) : (
          <Select value={column ?? ''} onChange={(_event, { value }) => onChoose(value === '' ? undefined : value)}>
            <option value="">{text(required ? 'setup.mapping.choose' : 'setup.mapping.noName')}</option>
            {[...new Set(file?.columns)].map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className={styles.side}>
        {!isChosen && column !== undefined && (
          <Badge appearance="tint" color="informative">
            {text('setup.mapping.suggested')}
          </Badge>
        )}
        <Caption1 className={styles.examples}>{values.length > 0 ? text('setup.mapping.examples', { values: values.join(' · ') }) : isOpen ? text('setup.mapping.dataverseHint') : column !== undefined && text('setup.mapping.noExamples')}</Caption1>
      </div>
    </div>
  );
}

/** Holds what is typed until the field is left: each letter would be another column. */
function TypedColumn({ column, onChoose, ...field }: { readonly column: string; readonly onChoose: (column: string) => void }) {
  const [typed, setTyped] = useState(column);
  const leave = () => {
    const wanted = typed.trim();
    if (wanted === '') setTyped(column);
    else if (wanted !== column) onChoose(wanted);
  };
  return <Input {...field} value={typed} onChange={(_event, { value }) => setTyped(value)} onBlur={leave} spellCheck={false} autoComplete="off" />;
}
