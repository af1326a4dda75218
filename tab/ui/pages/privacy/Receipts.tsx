import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, makeStyles, tokens } from '@fluentui/react-components';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { ReceiptView, type ReceiptProps } from './ReceiptView.tsx';
import type { Receipt } from './receiptFacts.ts';

const useStyles = makeStyles({
  panel: { paddingBottom: tokens.spacingVerticalM },
});

/** The receipts of an enrichment, the newest first and open. */
export function Receipts({ receipts, ...others }: Omit<ReceiptProps, 'receipt'> & { readonly receipts: readonly Receipt[] }) {
  const styles = useStyles();
  const { text, instant } = useTexts();
  return (
    <Section title={text('privacy.receipt.all')}>
      <Accordion multiple collapsible defaultOpenItems={receipts.slice(0, 1).map(({ id }) => id)}>
        {receipts.map((receipt) => (
          <AccordionItem key={receipt.id} value={receipt.id}>
            <AccordionHeader as="h3">{text('privacy.receipt.erased', { when: instant(receipt.finishedAt) })}</AccordionHeader>
            <AccordionPanel className={styles.panel}>
              <ReceiptView receipt={receipt} {...others} />
            </AccordionPanel>
          </AccordionItem>
        ))}
      </Accordion>
    </Section>
  );
}
