import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Texts } from '../../texts/texts.ts';
import { button, buttonWithInputs, card, text, title } from '../kit.ts';
import { showCustomer } from './listRow.ts';
import { shownName } from './wording.ts';

export interface ShareTarget {
  readonly conversationId: string;
  readonly title: string;
}

/** Asks to which chat a customer's card is to be sent. */
export function shareCard(texts: Texts, { enrichmentId, customer, targets }: { readonly enrichmentId: string; readonly customer: { readonly customerId: string; readonly name: string }; readonly targets: readonly ShareTarget[] }): IAdaptiveCard {
  const [latest] = targets;
  return card({
    lang: texts.language,
    fallbackText: texts.text('customer.fallback'),
    body: [
      title(texts.text('customer.share.title', { name: shownName(texts, customer.name) })),
      text(texts.text('customer.share.intro')),
      {
        type: 'Input.ChoiceSet',
        id: 'conversationId',
        label: texts.text('customer.share.target'),
        style: 'compact',
        isRequired: true,
        errorMessage: texts.text('customer.share.required'),
        choices: targets.map(({ conversationId, title: name }) => ({ title: shownName(texts, name, 80), value: conversationId })),
        ...(latest !== undefined && { value: latest.conversationId }),
      },
    ],
    actions: [
      buttonWithInputs(texts.text('customer.share.send'), 'customer.shareTo', { enrichmentId, customerId: customer.customerId }, { style: 'positive' }),
      button(texts.text('customer.buttons.back'), showCustomer(enrichmentId, customer.customerId), { associatedInputs: 'none' }),
    ],
  });
}
