import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import type { EnrichmentView } from '../../api/contract.ts';
import { useChange } from '../../api/useApi.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Receipt } from './receiptFacts.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

interface WithdrawDialogProps {
  readonly view: EnrichmentView;
  readonly onErased: (receipt: Receipt) => void;
  readonly onClose: () => void;
}

/** Says what a withdrawal does before somebody types the enrichment's name, and carries it out. */
export function WithdrawDialog({ view, onErased, onClose }: WithdrawDialogProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const { id } = view.enrichment;
  const name = nameOf(view) ?? text('privacy.unnamed');
  const withdrawal = useChange<undefined, Receipt>((api) => api.send<Receipt>('POST', `/enrichments/${id}/consents/withdraw`), ['/enrichments', '/consents', '/audit']);
  return (
    <ConfirmDialog title={text('privacy.withdraw.title', { name })} confirmLabel={text('privacy.withdraw.command')} typed={name} onConfirm={async () => onErased(await withdrawal.mutateAsync(undefined))} onClose={onClose}>
      <Body1Strong>{text('privacy.withdraw.lead')}</Body1Strong>
      <ul className={styles.list}>
        <li>{text('privacy.withdraw.stops')}</li>
        <li>{text('privacy.withdraw.erases')}</li>
        <li>{text('privacy.withdraw.shows')}</li>
        <li>{text('privacy.withdraw.key')}</li>
      </ul>
      <Body1>{text('privacy.withdraw.stays')}</Body1>
      <Body1>{text('privacy.withdraw.again')}</Body1>
    </ConfirmDialog>
  );
}
