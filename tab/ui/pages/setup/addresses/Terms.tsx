import { Body1, Caption1, Checkbox, Link, makeStyles, tokens } from '@fluentui/react-components';
import { useMe } from '../../../api/useApi.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { Draft } from '../draft/useDraft.ts';
import { Part } from '../StepPanel.tsx';

const useStyles = makeStyles({
  text: { maxWidth: '80ch' },
  quiet: { color: tokens.colorNeutralForeground2 },
  agree: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
  note: { color: tokens.colorNeutralForeground2, paddingLeft: tokens.spacingHorizontalXXXL },
});

/** What agreeing means. Once it is recorded, it stays: what one agreed to is undone by deleting the draft or the enrichment. */
export function Terms({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const { text, instant } = useTexts();
  const me = useMe().data;
  const { settings, draft: saved } = draft.view.enrichment;
  const terms = (saved ?? settings)?.terms;
  const note = terms === undefined ? text('setup.addresses.agreeNote') : text(terms.agreedBy === me?.userId ? 'setup.addresses.agreedByYou' : 'setup.addresses.agreedByOther', { at: instant(terms.agreedAt) });
  return (
    <Part title={text('setup.addresses.termsTitle')}>
      <Body1 className={styles.text}>
        {text('setup.addresses.termsText')}{' '}
        <Link inline href="https://privacy.microsoft.com/privacystatement" target="_blank" rel="noopener noreferrer">
          {text('setup.addresses.privacyStatement')}
        </Link>
      </Body1>
      <Body1 className={styles.text}>{text('setup.addresses.termsEnd')}</Body1>
      <div className={styles.agree}>
        <Checkbox label={text('setup.addresses.agree')} required checked={draft.form.agreesToTerms} {...(terms !== undefined && { 'aria-readonly': true })} onChange={(_event, { checked }) => terms === undefined && draft.change({ agreesToTerms: checked === true })} />
        <Caption1 className={styles.note}>{note}</Caption1>
      </div>
    </Part>
  );
}
