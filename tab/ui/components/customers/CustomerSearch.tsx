import { Caption1, Combobox, makeStyles, Option, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useAnswer } from '../../api/useApi.ts';
import type { SearchHit } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';

/** Between two keys of somebody who types: a question for each would be answered for nothing. */
const restMilliseconds = 120;
const hitsMax = 8;
/** No id of a customer begins with a space. */
const showAll = ' all';

const useStyles = makeStyles({
  box: { minWidth: 0, width: '100%' },
  listbox: { maxHeight: '60vh', zIndex: 3 },
  option: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground3 },
  status: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

interface CustomerSearchProps {
  readonly enrichmentId: string;
  readonly label: string;
  readonly placeholder: string;
  /** Customers who cannot be chosen, by id. */
  readonly without?: readonly string[];
  readonly onChoose: (hit: SearchHit) => void;
  /** Offers all customers whom the text names. */
  readonly onShowAll?: (text: string) => void;
}

/** Finds a customer by the beginnings of words, typing errors forgiven; results come as somebody types. */
export function CustomerSearch({ enrichmentId, label, placeholder, without = [], onChoose, onShowAll }: CustomerSearchProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [typed, setTyped] = useState('');
  const wanted = useRested(typed.trim());
  const { data, isPlaceholderData, isError } = useAnswer<readonly SearchHit[]>(`/enrichments/${enrichmentId}/customers`, { query: { text: wanted, limit: hitsMax + without.length }, isEnabled: wanted !== '', keepsPrevious: true });
  const isTyped = typed.trim() !== '';
  const hits = isTyped && data !== undefined ? data.filter(({ customerId }) => !without.includes(customerId)).slice(0, hitsMax) : [];
  const isKnown = isTyped && wanted === typed.trim() && data !== undefined && !isPlaceholderData;
  const message = isError ? text('customer.search.failed') : isKnown && hits.length === 0 ? text('customer.search.none') : undefined;
  return (
    <div className={styles.box}>
      <Combobox
        className={styles.box}
        freeform
        aria-label={label}
        placeholder={placeholder}
        expandIcon={<SearchRegular />}
        positioning="below-start"
        // Within the page's landmarks.
        inlinePopup
        listbox={{ className: styles.listbox }}
        maxLength={200}
        value={typed}
        selectedOptions={[]}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onOptionSelect={(_event, { optionValue }) => {
          const hit = hits.find(({ customerId }) => customerId === optionValue);
          if (optionValue === showAll) onShowAll?.(typed.trim());
          if (hit !== undefined) onChoose(hit);
          if (hit !== undefined || optionValue === showAll) setTyped('');
        }}
      >
        {hits.map(({ customerId, name, score, rank }) => (
          <Option key={customerId} value={customerId} text={name} checkIcon={null}>
            <span className={styles.option}>
              {name}
              <Caption1 className={styles.about}>{score === undefined || rank === undefined ? text('customer.quietShort') : text('customer.scoreAndRank', { score, rank })}</Caption1>
            </span>
          </Option>
        ))}
        {hits.length > 0 && onShowAll !== undefined && (
          <Option value={showAll} text={text('customer.search.showAll', { text: typed.trim() })} checkIcon={null}>
            {text('customer.search.showAll', { text: typed.trim() })}
          </Option>
        )}
        {hits.length === 0 && (
          <Option disabled value="" text={message ?? text('customer.search.hint')} checkIcon={null}>
            {message ?? text(isTyped ? 'shell.loading' : 'customer.search.hint')}
          </Option>
        )}
      </Combobox>
      <span className={styles.status} role="status">
        {message ?? (isKnown ? text('customer.search.found', { count: hits.length }) : '')}
      </span>
    </div>
  );
}

/** The text after somebody has stopped typing for a moment. */
function useRested(typed: string): string {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), restMilliseconds);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
}
