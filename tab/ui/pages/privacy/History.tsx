import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import type { Consents } from '../../api/contract.ts';
import { consentFacts } from '../../components/consent/consentFacts.ts';
import type { Consent } from '../../components/consent/ending.ts';
import { Facts } from '../../components/consent/Facts.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { StatusBadge } from './StatusBadge.tsx';

const useStyles = makeStyles({
  header: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, paddingBottom: tokens.spacingVerticalM },
});

interface HistoryProps {
  /** The newest first. */
  readonly consents: readonly Consent[];
  readonly people: Consents['people'];
}

/** Everything that was ever asked of the organisation for an enrichment, and what became of it. */
export function History({ consents, people }: HistoryProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const texts = useTexts();
  const { text, instant } = texts;
  return (
    <Section title={text('privacy.history.title')}>
      <Accordion multiple collapsible>
        {consents.map((consent) => (
          <AccordionItem key={consent.id} value={consent.id}>
            <AccordionHeader as="h3">
              <span className={styles.header}>
                {text('privacy.history.requested', { when: instant(consent.requestedAt) })}
                <StatusBadge status={consent.status} />
              </span>
            </AccordionHeader>
            <AccordionPanel className={styles.panel}>
              <Facts facts={consentFacts(texts, consent, people)} />
              <div>
                <Button size="small" onClick={() => void navigate(`/enrichments/consents/${consent.id}`)}>
                  {text('privacy.history.open')}
                </Button>
              </div>
            </AccordionPanel>
          </AccordionItem>
        ))}
      </Accordion>
    </Section>
  );
}
