import { createContext, useContext } from 'react';
import type { Texts } from './texts.ts';

export const TextsContext = createContext<Texts | undefined>(undefined);

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === undefined) throw new Error('A page is shown within a TextsContext.');
  return texts;
}
