import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';

const pageSize = 50;

/** The first of many items, and more of them at each click: 2,500 rows at once would make typing slow. */
export function useShown<Item>(items: readonly Item[]) {
  const [max, setMax] = useState(pageSize);
  return { shown: items.slice(0, max), rest: Math.max(0, items.length - max), showMore: () => setMax((now) => now + pageSize) };
}

export function ShowMore({ rest, onClick }: { readonly rest: number; readonly onClick: () => void }) {
  const { text } = useTexts();
  if (rest === 0) return null;
  return (
    <div>
      <Button onClick={onClick}>{text('setup.addresses.more', { count: Math.min(rest, pageSize) })}</Button>
    </div>
  );
}
