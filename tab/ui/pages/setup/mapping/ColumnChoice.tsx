import { Badge, Caption1, Dropdown, Field, Input, makeStyles, Option, tokens } from '@fluentui/react-components';
import type { ContactPreview } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { columnsOfPreview, fileOf, requiredTargets, samplesOf, type MappingTarget } from './mapping.ts';

/** No column is called so. */
const noColumn = '';

const useStyles = makeStyles({
  choice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, maxWidth: '480px' },
  control: { minWidth: 0, width: '100%' },
  about: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface ColumnChoiceProps {
  readonly target: MappingTarget;
  readonly column: string | undefined;
  /** Columns that are not listed may be there all the same. */
  readonly isOpen: boolean;
  readonly preview: ContactPreview;
  readonly onChoose: (column: string | undefined) => void;
}

/** Which column holds one thing that the enrichment needs, with some of its values to tell it by. */
export function ColumnChoice({ target, column, isOpen, preview, onChoose }: ColumnChoiceProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const fileName = fileOf(target, columnsOfPreview(preview));
  const file = preview.files.find(({ name }) => name === fileName);
  const isRequired = requiredTargets.includes(target);
  const samples = samplesOf(column, file);
  const isMissing = isRequired && column === undefined;
  return (
    <div className={styles.choice}>
      <Field
        label={text(`setup.mapping.targets.${target}.label`)}
        hint={text(isOpen ? 'setup.mapping.dataverseHint' : `setup.mapping.targets.${target}.hint`)}
        required={isRequired}
        {...(isMissing && { validationState: 'error', validationMessage: text('setup.mapping.columnNeeded') })}
      >
        {isOpen ? (
          <Input className={styles.control} value={column ?? ''} onChange={(_event, { value }) => onChoose(value.trim() === '' ? undefined : value.trim())} autoComplete="off" spellCheck={false} />
        ) : (
          <Dropdown
            className={styles.control}
            value={column ?? (isRequired ? '' : text('setup.mapping.noName'))}
            placeholder={text('setup.mapping.choose')}
            selectedOptions={[column ?? noColumn]}
            onOptionSelect={(_event, { optionValue }) => onChoose(optionValue === noColumn ? undefined : optionValue)}
          >
            {!isRequired && <Option value={noColumn}>{text('setup.mapping.noName')}</Option>}
            {(file?.columns ?? []).map((one) => (
              <Option key={one} value={one}>
                {one}
              </Option>
            ))}
          </Dropdown>
        )}
      </Field>
      <Caption1 className={styles.about}>
        {!isOpen && text(`setup.mapping.fromFile.${fileName}`)}
        {column !== undefined && column === preview.guess[target] && (
          <Badge appearance="tint" color="informative">
            {text('setup.mapping.suggested')}
          </Badge>
        )}
        {column !== undefined && <span>{samples.length > 0 ? text('setup.mapping.examples', { values: samples.join(' · ') }) : text('setup.mapping.noExamples')}</span>}
      </Caption1>
    </div>
  );
}
