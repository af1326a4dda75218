import type { ActionHandlers, QuestionHandlers } from '../handler.ts';
import { consent } from './consent.ts';
import { help } from './help.ts';
import { language, setLanguage } from './language.ts';
import { status } from './status.ts';
import { subscribe, subscribeTo, unsubscribe, unsubscribeFrom } from './subscriptions.ts';

/** Questions that are not about customers. */
export const generalQuestions = { help, language, status, consent, subscribe, unsubscribe } satisfies Partial<QuestionHandlers>;

export const generalActions = { subscribe: subscribeTo, unsubscribe: unsubscribeFrom, 'language.set': setLanguage } satisfies Partial<ActionHandlers>;
