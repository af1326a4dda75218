import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import type { EnrichmentView } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { nameOf } from '../useChosenEnrichment.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

interface RemoveDialogProps {
  /** At least one. */
  readonly views: readonly EnrichmentView[];
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before enrichments are deleted, and says what is erased with them. One is confirmed by its name, several by a word. */
export function RemoveDialog({ views, onConfirm, onClose }: RemoveDialogProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [first] = views;
  const names = views.map((view) => nameOf(view) ?? text('enrichments.unnamed'));
  const isOnlyDraft = views.every(({ state }) => state === 'draft');
  return (
    <ConfirmDialog
      title={text('enrichments.remove.title', { count: views.length, name: names[0] ?? '' })}
      confirmLabel={text('enrichments.commands.remove')}
      // A draft holds nothing that was read.
      {...(!isOnlyDraft && { typed: views.length === 1 && first !== undefined ? (nameOf(first) ?? text('enrichments.remove.word')) : text('enrichments.remove.word') })}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {views.length > 1 && (
        <ul className={styles.list}>
          {names.map((name, place) => (
            <li key={place}>{name}</li>
          ))}
        </ul>
      )}
      <Body1>{text(isOnlyDraft ? 'enrichments.remove.draft' : 'enrichments.remove.erased')}</Body1>
      {!isOnlyDraft && (
        <ul className={styles.list}>
          <li>{text('enrichments.remove.records')}</li>
          <li>{text('enrichments.remove.results')}</li>
          <li>{text('enrichments.remove.messages')}</li>
        </ul>
      )}
      {!isOnlyDraft && <Body1>{text('enrichments.remove.stays')}</Body1>}
    </ConfirmDialog>
  );
}
