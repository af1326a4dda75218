import { Avatar, Body1, Button, Caption1, makeStyles, SearchBox, Skeleton, SkeletonItem, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { DismissRegular, MailRegular, PeopleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';
import { Part } from '../StepPanel.tsx';
import { normalised } from './pastedAddresses.ts';
import { ShowMore, useShown } from './ShowMore.tsx';
import type { AddressChecking } from './useAddressCheck.ts';

const useStyles = makeStyles({
  table: { tableLayout: 'auto' },
  cell: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  who: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  people: { boxSizing: 'border-box', width: '160px', '@media (max-width: 480px)': { width: '96px' } },
  action: { boxSizing: 'border-box', width: '56px' },
  /** Addresses need the room. */
  avatar: { '@media (max-width: 480px)': { display: 'none' } },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  removed: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** Lists that are shorter can be looked over. */
const filterFrom = 12;

interface ChosenListProps {
  readonly addresses: readonly string[];
  readonly check: AddressChecking;
  readonly names: ReadonlyMap<string, string>;
  readonly onRemove: (address: string) => void;
  readonly onRestore: (address: string) => void;
}

/** The people and groups that are chosen, with how many people each comes to. */
export function ChosenList({ addresses, check, names, onRemove, onRestore }: ChosenListProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [wanted, setWanted] = useState('');
  const [removed, setRemoved] = useState<string>();
  const matching = addresses.filter((address) => `${address} ${names.get(normalised(address)) ?? ''}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  const { shown, rest, showMore } = useShown(matching);
  return (
    <Part title={text('setup.addresses.listTitle')} {...(addresses.length >= filterFrom && { action: <SearchBox value={wanted} onChange={(_event, { value }) => setWanted(value)} placeholder={text('setup.addresses.filter')} aria-label={text('setup.addresses.filter')} /> })}>
      {addresses.length === 0 && <Body1 className={styles.quiet}>{text('setup.addresses.empty')}</Body1>}
      {addresses.length > 0 && matching.length === 0 && <Body1 className={styles.quiet}>{text('setup.addresses.noMatch')}</Body1>}
      {matching.length > 0 && (
        <Table className={styles.table} aria-label={text('setup.addresses.listLabel')}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{text('setup.addresses.columns.address')}</TableHeaderCell>
              <TableHeaderCell className={styles.people}>{text('setup.addresses.columns.people')}</TableHeaderCell>
              <TableHeaderCell className={styles.action}>
                <span className={styles.hidden}>{text('setup.addresses.columns.actions')}</span>
              </TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map((address) => (
              <TableRow key={address}>
                <TableCell className={styles.cell}>
                  <Who address={address} name={names.get(normalised(address))} kind={check.byTyped.get(address.trim())?.kind} />
                </TableCell>
                <TableCell className={styles.cell}>
                  <People address={address} check={check} />
                </TableCell>
                <TableCell className={styles.cell}>
                  <Button
                    appearance="subtle"
                    icon={<DismissRegular />}
                    aria-label={text('setup.addresses.removeOf', { address })}
                    onClick={() => {
                      onRemove(address);
                      setRemoved(address);
                    }}
                  />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <ShowMore rest={rest} onClick={showMore} />
      <div role="status">
        {removed !== undefined && !addresses.includes(removed) && (
          <span className={styles.removed}>
            <Caption1 className={styles.quiet}>
              {text('setup.addresses.removed', { count: 1 })}: {removed}
            </Caption1>
            <Button
              size="small"
              appearance="subtle"
              onClick={() => {
                onRestore(removed);
                setRemoved(undefined);
              }}
            >
              {text('setup.addresses.undo')}
            </Button>
          </span>
        )}
      </div>
    </Part>
  );
}

function Who({ address, name, kind }: { readonly address: string; readonly name: string | undefined; readonly kind: string | undefined }) {
  const styles = useStyles();
  const { text } = useTexts();
  const words = kind === 'person' || kind === 'group' ? text(`setup.addresses.${kind}`) : undefined;
  return (
    <div className={styles.who}>
      <Avatar aria-hidden className={styles.avatar} name={name ?? address} color="colorful" {...(kind === 'group' ? { icon: <PeopleRegular />, shape: 'square' as const } : name === undefined && { icon: <MailRegular /> })} />
      <div className={styles.words}>
        <Body1>{name ?? address}</Body1>
        <Caption1 className={styles.quiet}>{name === undefined ? words : address}</Caption1>
      </div>
    </div>
  );
}

function People({ address, check }: { readonly address: string; readonly check: AddressChecking }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const line = check.byTyped.get(address.trim());
  if (line === undefined && check.error !== null) return <Caption1 className={styles.quiet}>{text('setup.addresses.unresolved')}</Caption1>;
  if (line === undefined) {
    return (
      <Skeleton aria-label={text('setup.addresses.checking')}>
        <SkeletonItem size={16} style={{ width: '48px' }} />
      </Skeleton>
    );
  }
  if (line.kind === 'unresolved') return <Caption1 className={styles.quiet}>{text('setup.addresses.unresolved')}</Caption1>;
  return (
    <div className={styles.words}>
      <Body1>{number(line.people)}</Body1>
      {line.guests > 0 && <Caption1 className={styles.quiet}>{text('setup.addresses.guestsShort', { count: line.guests })}</Caption1>}
      {line.withoutMailbox > 0 && <Caption1 className={styles.quiet}>{text('setup.addresses.withoutMailboxShort', { count: line.withoutMailbox })}</Caption1>}
    </div>
  );
}
