import { Body1, Caption1, makeStyles, MessageBar, MessageBarBody, Spinner, tokens, typographyStyles } from '@fluentui/react-components';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { AddressChecking } from './useAddressCheck.ts';

const useStyles = makeStyles({
  total: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalM, minHeight: tokens.lineHeightBase600 },
  number: { ...typographyStyles.title3 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How many people the chosen addresses come to, told again whenever it changes. */
export function Total({ addresses, check: { last, isChecking } }: { readonly addresses: readonly string[]; readonly check: AddressChecking }) {
  const styles = useStyles();
  const { text } = useTexts();
  if (addresses.length === 0) return null;
  const { people, guests = 0, withoutMailbox = 0, problem, isResolved } = last ?? { isResolved: true };
  const notes = [
    ...(guests > 0 ? [text('setup.addresses.guests', { count: guests })] : []),
    ...(withoutMailbox > 0 ? [text('setup.addresses.withoutMailbox', { count: withoutMailbox })] : []),
    ...(people !== undefined && addresses.length > 1 ? [text('setup.addresses.distinct')] : []),
  ];
  return (
    <div className={styles.total}>
      <div className={styles.line} role="status" aria-label={text('setup.addresses.totalLabel')}>
        {people !== undefined && <span className={styles.number}>{text('setup.addresses.total', { count: people })}</span>}
        {people !== undefined && <Body1 className={styles.quiet}>{text('setup.addresses.totalOf', { count: addresses.length })}</Body1>}
        {!isResolved && <Body1>{text('setup.addresses.totalUnresolved', { count: addresses.length })}</Body1>}
        {isChecking && <Spinner size="tiny" label={text('setup.addresses.checking')} />}
      </div>
      {notes.length > 0 && <Caption1 className={styles.quiet}>{notes.join(' ')}</Caption1>}
      {problem !== undefined && !isChecking && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{text(`setup.addresses.problems.${problem.reason}`)}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
