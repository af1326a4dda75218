import { Button, Caption1, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { ClipboardPasteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';
import { AddressSearch } from './AddressSearch.tsx';
import { readPasted, type PastedLines } from './pastedAddresses.ts';

const useStyles = makeStyles({
  add: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  wide: { width: '100%', maxWidth: '640px' },
  paste: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS, width: '100%', maxWidth: '640px' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface AddAddressesProps {
  readonly addresses: readonly string[];
  readonly pasted: string;
  readonly onPasted: (text: string) => void;
  readonly onAdd: (typed: string) => PastedLines;
  readonly onName: (address: string, name: string) => void;
}

/** Two ways onto the list: one by one with suggestions from the directory, or many at once. What was added is told to screen readers. */
export function AddAddresses({ addresses, pasted, onPasted, onAdd, onName }: AddAddressesProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [isOpen, setOpen] = useState(pasted !== '');
  const [told, setTold] = useState('');
  const add = (typed: string) => {
    const { added, repeated } = onAdd(typed);
    setTold([...(added.length > 0 ? [text('setup.addresses.added', { count: added.length })] : []), ...(repeated > 0 ? [text('setup.addresses.repeated', { count: repeated })] : [])].join(' · '));
  };
  const addPasted = () => {
    add(pasted);
    onPasted('');
  };
  const preview = readPasted(pasted, addresses);
  return (
    <div className={styles.add}>
      <div className={styles.wide}>
        <AddressSearch addresses={addresses} onAdd={add} onName={onName} />
      </div>
      {!isOpen && (
        <Button appearance="secondary" icon={<ClipboardPasteRegular />} onClick={() => setOpen(true)}>
          {text('setup.addresses.pasteOpen')}
        </Button>
      )}
      {isOpen && (
        <div className={styles.paste}>
          <Field label={text('setup.addresses.pasteLabel')} hint={text('setup.addresses.pasteHint')} className={styles.wide}>
            <Textarea value={pasted} rows={5} resize="vertical" onChange={(_event, { value }) => onPasted(value)} spellCheck={false} autoFocus={pasted === ''} />
          </Field>
          <div className={styles.line}>
            <Button disabledFocusable={preview.added.length === 0} onClick={addPasted}>
              {text('setup.addresses.pasteAdd')}
            </Button>
            {pasted.trim() !== '' && (
              <Caption1 className={styles.quiet}>
                {text('setup.addresses.pasteCount', { count: preview.added.length })}
                {preview.repeated > 0 && ` · ${text('setup.addresses.repeated', { count: preview.repeated })}`}
              </Caption1>
            )}
          </div>
        </div>
      )}
      <Caption1 className={styles.quiet} role="status">
        {told}
      </Caption1>
    </div>
  );
}
