import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import type { ConsentReview } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { Facts, type Fact } from './Facts.tsx';

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, margin: 0, padding: 0, listStyleType: 'none' },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

/** Whose mailboxes: groups by their address, people as a number. Nobody is named who is only to be read. */
export function Whose({ review: { addressCheck, consent } }: { readonly review: ConsentReview }) {
  const styles = useStyles();
  const { text, number } = useTexts();
  const { isResolved, people = 0, guests = 0, withoutMailbox = 0, addresses, problem } = addressCheck;
  if (!isResolved) {
    return (
      <MessageBar layout="multiline">
        <MessageBarBody>{text('consent.whose.unresolved', { count: consent.addresses.length })}</MessageBarBody>
      </MessageBar>
    );
  }
  const groups = addresses.filter(({ kind }) => kind === 'group');
  const countOf = (kind: string) => addresses.filter((address) => address.kind === kind).length;
  const counted = (name: string, count: number): readonly Fact[] => (count === 0 ? [] : [[name, number(count)]]);
  const groupList = (
    <ul className={styles.groups}>
      {groups.map((group) => (
        <li key={group.typed}>
          {text('consent.whose.groupMembers', { address: group.typed, count: group.people })}
          {group.problem !== undefined && <span className={styles.problem}> · {text(`consent.whose.problems.${group.problem.reason}`)}</span>}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {problem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text(`consent.whose.problems.${problem.reason}`)}</MessageBarBody>
        </MessageBar>
      )}
      <Facts
        facts={[
          [text('consent.whose.people'), number(people)],
          [text('consent.whose.groups'), groups.length === 0 ? text('consent.whose.noGroups') : groupList],
          ...counted(text('consent.whose.singly'), countOf('person')),
          ...counted(text('consent.whose.guests'), guests),
          ...counted(text('consent.whose.withoutMailbox'), withoutMailbox),
          ...counted(text('consent.whose.unknown'), countOf('unknown')),
        ]}
      />
    </>
  );
}
