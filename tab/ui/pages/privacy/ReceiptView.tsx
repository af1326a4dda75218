import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { Consents, EnrichmentView } from '../../api/contract.ts';
import { saveFile } from '../../api/saveFile.ts';
import { Facts } from '../../components/consent/Facts.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { receiptFacts, receiptText, type Receipt } from './receiptFacts.ts';

const useStyles = makeStyles({
  receipt: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface ReceiptProps {
  readonly receipt: Receipt;
  readonly people: Consents['people'];
  /** Undefined of an enrichment that was deleted. */
  readonly view: EnrichmentView | undefined;
}

/** A receipt of erasure, to be read and to be kept. */
export function ReceiptView({ receipt, people, view }: ReceiptProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const facts = receiptFacts(texts, receipt, (view && nameOf(view)) ?? text('privacy.deleted'), people);
  const save = (extension: string, content: string) => void saveFile(new Response(content), `erasure-receipt-${receipt.id}.${extension}`);
  return (
    <div className={styles.receipt}>
      <Facts facts={facts} />
      <div className={styles.buttons}>
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={() => save('txt', receiptText(text('privacy.receipt.title'), facts))}>
          {text('privacy.receipt.saveText')}
        </Button>
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={() => save('json', JSON.stringify(receipt, undefined, 2))}>
          {text('privacy.receipt.saveJson')}
        </Button>
      </div>
    </div>
  );
}
