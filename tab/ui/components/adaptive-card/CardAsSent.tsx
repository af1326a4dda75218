import { lazy, Suspense } from 'react';
import { useAnswer } from '../../api/useApi.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { Loading } from '../Loading.tsx';
import { QueryView } from '../QueryView.tsx';

/** The renderer is large, and most people never look at the card here. */
const RenderedCard = lazy(() => import('./RenderedCard.tsx'));

/** About as high as a card with its two charts. */
const cardHeight = 960;

interface CardAsSentProps {
  readonly enrichmentId: string;
  readonly customerId: string;
}

/** The card of a customer as the bot sends it to a chat, in the reader's language. */
export function CardAsSent({ enrichmentId, customerId }: CardAsSentProps) {
  const { language } = useTexts();
  const query = useAnswer<object>(`/enrichments/${enrichmentId}/customers/${encodeURIComponent(customerId)}/adaptive-card`, { query: { language } });
  const loading = <Loading heights={[cardHeight]} />;
  return (
    <QueryView query={query} loading={loading}>
      {(card) => (
        <Suspense fallback={loading}>
          <RenderedCard card={card} />
        </Suspense>
      )}
    </QueryView>
  );
}
