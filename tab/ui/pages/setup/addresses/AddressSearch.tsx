import { Avatar, Combobox, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { DirectorySearch } from '../../../api/contract.ts';
import { useAnswer } from '../../../api/useApi.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { usePaused } from '../usePaused.ts';
import { isAddress, normalised } from './pastedAddresses.ts';

const useStyles = makeStyles({
  box: { width: '100%' },
  hit: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

const pauseMilliseconds = 200;

interface AddressSearchProps {
  readonly addresses: readonly string[];
  readonly onAdd: (typed: string) => void;
  readonly onName: (address: string, name: string) => void;
}

/** Finds people and groups as one types. Whole addresses and lists can be entered as well, with or without an answer of the directory. */
export function AddressSearch({ addresses, onAdd, onName }: AddressSearchProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const wanted = usePaused(typed.trim(), pauseMilliseconds);
  const { data, isError, isFetching } = useAnswer<DirectorySearch>('/directory/search', { query: { text: wanted }, isEnabled: wanted.length >= 2, keepsPrevious: true });
  const hits = typed.trim().length < 2 ? [] : (data?.hits ?? []);
  const known = new Set(addresses.map(normalised));
  const isTypedWhole = isAddress(typed) && !hits.some(({ address }) => normalised(address) === normalised(typed));
  const isEmpty = typed.trim().length >= 2 && hits.length === 0 && !isTypedWhole;
  const add = (entered: string) => {
    const hit = hits.find(({ address }) => address === entered);
    if (hit !== undefined) onName(normalised(hit.address), hit.name);
    onAdd(entered);
    setTyped('');
    setRefused(false);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // The list takes the key where one of its options is marked.
    if (event.key !== 'Enter' || (isOpen && event.currentTarget.getAttribute('aria-activedescendant') !== null)) return;
    event.preventDefault();
    if (isAddress(typed)) add(typed);
    else setRefused(typed.trim() !== '');
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text');
    if (!/[\r\n;,\t]/.test(pasted.trim()) || !pasted.includes('@')) return;
    event.preventDefault();
    add(pasted);
  };
  const hint = isError ? text('setup.addresses.searchFailed') : data?.isSearchable === false ? text('setup.addresses.notSearchable') : text('setup.addresses.searchHint');
  return (
    <Field label={text('setup.addresses.searchLabel')} hint={hint} {...(isRefused && { validationMessage: text('setup.addresses.notAnAddress') })}>
      <Combobox
        className={styles.box}
        freeform
        placeholder={text('setup.addresses.searchPlaceholder')}
        value={typed}
        selectedOptions={[]}
        open={isOpen && (hits.length > 0 || isTypedWhole || isEmpty)}
        onOpenChange={(_event, { open }) => setOpen(open)}
        onChange={(event) => {
          setTyped(event.target.value);
          setRefused(false);
          setOpen(event.target.value.trim().length >= 2);
        }}
        onOptionSelect={(_event, { optionValue }) => {
          if (optionValue !== undefined && optionValue !== '') add(optionValue);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        expandIcon={null}
        autoComplete="off"
        spellCheck={false}
      >
        {isTypedWhole && (
          <Option value={typed.trim()} text={typed.trim()}>
            {text('setup.addresses.addTyped', { address: typed.trim() })}
          </Option>
        )}
        {hits.map(({ kind, address, name }) => {
          const isChosen = known.has(normalised(address));
          return (
            <Option key={address} value={address} text={name} disabled={isChosen} checkIcon={null}>
              <span className={styles.hit}>
                <Avatar aria-hidden name={name} color="colorful" {...(kind === 'group' && { icon: <PeopleRegular />, shape: 'square' as const })} />
                <span className={styles.words}>
                  <span>{name}</span>
                  <span className={styles.quiet}>
                    {address} · {text(isChosen ? 'setup.addresses.isChosen' : `setup.addresses.${kind}`)}
                  </span>
                </span>
              </span>
            </Option>
          );
        })}
        {isEmpty && (
          <Option value="" text="" disabled checkIcon={null}>
            {isFetching || wanted !== typed.trim() ? text('setup.addresses.searching') : text('setup.addresses.noHits')}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
