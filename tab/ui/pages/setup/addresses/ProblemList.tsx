import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { AddressCheck } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { Part } from '../StepPanel.tsx';
import { ShowMore, useShown } from './ShowMore.tsx';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  field: { flexGrow: 1, flexBasis: '240px', maxWidth: '480px' },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

type Reason = NonNullable<AddressCheck['problem']>['reason'];

interface ProblemListProps {
  readonly problems: readonly { readonly address: string; readonly line: number; readonly reason: Reason }[];
  readonly onCorrect: (before: string, after: string) => void;
  readonly onRemove: (addresses: readonly string[]) => void;
}

/** The lines that cannot be used, each with its reason in a field in which it can be corrected. */
export function ProblemList({ problems, onCorrect, onRemove }: ProblemListProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const { shown, rest, showMore } = useShown(problems);
  return (
    <Part title={text('setup.addresses.problemsTitle', { count: problems.length })} {...(problems.length > 1 && { action: <Button onClick={() => onRemove(problems.map(({ address }) => address))}>{text('setup.addresses.removeAll')}</Button> })}>
      <Body1>{text('setup.addresses.problemsText')}</Body1>
      <ul className={styles.list}>
        {shown.map((problem) => (
          <ProblemRow key={problem.address} {...problem} onCorrect={onCorrect} onRemove={onRemove} />
        ))}
      </ul>
      <ShowMore rest={rest} onClick={showMore} />
    </Part>
  );
}

function ProblemRow({ address, line, reason, onCorrect, onRemove }: Pick<ProblemListProps, 'onCorrect' | 'onRemove'> & ProblemListProps['problems'][number]) {
  const styles = useStyles();
  const { text } = useTexts();
  const [value, setValue] = useState(address);
  const isChanged = value.trim() !== '' && value !== address;
  return (
    <li>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) onCorrect(address, value);
        }}
      >
        <Field className={styles.field} validationMessage={text(`setup.addresses.problems.${reason}`)}>
          <Input value={value} aria-label={text('setup.addresses.problemLabel', { line })} onChange={(_event, data) => setValue(data.value)} spellCheck={false} autoComplete="off" />
        </Field>
        <span className={styles.buttons}>
          <Button type="submit" disabledFocusable={!isChanged} aria-label={text('setup.addresses.correctOf', { address })}>
            {text('setup.addresses.correct')}
          </Button>
          <Button appearance="subtle" icon={<DismissRegular />} aria-label={text('setup.addresses.removeOf', { address })} onClick={() => onRemove([address])}>
            {text('setup.addresses.remove')}
          </Button>
        </span>
      </form>
    </li>
  );
}
