import { Badge, Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentSearchRegular, ShieldDismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Consents, EnrichmentView } from '../../api/contract.ts';
import { useMay } from '../../api/useApi.ts';
import { consentFacts } from '../../components/consent/consentFacts.ts';
import { endingOf, type Consent, type Ending } from '../../components/consent/ending.ts';
import { Facts } from '../../components/consent/Facts.tsx';
import { Section } from '../../components/Section.tsx';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useNow } from '../../components/useNow.ts';
import type { Texts } from '../../texts/texts.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Receipt } from './receiptFacts.ts';
import { StatusBadge } from './StatusBadge.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface ConsentStateProps {
  readonly view: EnrichmentView | undefined;
  /** That which says where things stand. */
  readonly consent: Consent | undefined;
  readonly consents: readonly Consent[];
  readonly people: Consents['people'];
  readonly onErased: (receipt: Receipt) => void;
}

/** Where the consent stands, who gave it, and what can be done about it. */
export function ConsentState({ view, consent, consents, people, onErased }: ConsentStateProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const mayAnswer = useMay('answerConsent');
  const mayWithdraw = useMay('withdrawConsent');
  const now = useNow();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const title = text('privacy.state.title', { name: view === undefined ? text('privacy.deleted') : (nameOf(view) ?? text('privacy.unnamed')) });
  if (consent === undefined) {
    return (
      <Section title={title} action={<Badge appearance="tint" size="large" color="informative">{text('privacy.state.none')}</Badge>}>
        <Body1>{text('privacy.state.noneText')}</Body1>
      </Section>
    );
  }
  const ending = endingOf(consent, now, view === undefined);
  const isGranted = consents.some(({ status }) => status === 'granted');
  return (
    <Section title={title} action={<StatusBadge status={ending === 'expired' ? 'expired' : consent.status} />}>
      <Body1>{standing(texts, consent, ending)}</Body1>
      <Facts facts={consentFacts(texts, consent, people)} />
      <div className={styles.buttons}>
        <Button appearance={ending === undefined && mayAnswer ? 'primary' : 'secondary'} icon={<DocumentSearchRegular />} onClick={() => void navigate(`/enrichments/consents/${consent.id}`)}>
          {text(ending === undefined && mayAnswer ? 'privacy.state.answer' : 'privacy.state.read')}
        </Button>
        {isGranted && mayWithdraw && view !== undefined && (
          <Button icon={<ShieldDismissRegular />} onClick={() => setWithdrawing(true)}>
            {text('privacy.withdraw.command')}
          </Button>
        )}
      </div>
      {isGranted && !mayWithdraw && <Body1>{text('privacy.withdraw.onlyAdministrator')}</Body1>}
      {isWithdrawing && view !== undefined && <WithdrawDialog view={view} onErased={onErased} onClose={() => setWithdrawing(false)} />}
    </Section>
  );
}

function standing({ text, instant }: Texts, { expiresAt }: Consent, ending: Ending | undefined): string {
  if (ending === undefined) return text('consent.open.text', { until: instant(expiresAt) });
  return ending === 'granted' ? text('privacy.state.granted') : text(`consent.endings.${ending}.text`);
}
