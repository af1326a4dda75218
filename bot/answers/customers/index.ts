import type { ActionHandlers, QuestionHandlers } from '../handler.ts';
import { compareChosenAction, compareQuestion, compareTypedAction } from './compareAnswers.ts';
import { customerQuestion, showAction } from './customerAnswers.ts';
import { listActions, listQuestions } from './listAnswers.ts';
import { segmentAction, segmentQuestion } from './segmentAnswers.ts';
import { shareAction, shareToAction } from './shareAnswers.ts';

export { customerLink, customerSearch } from './extensionAnswers.ts';

/** Questions about customers. All calls of the service are made as the person who asks. */
export const customerQuestions = { customer: customerQuestion, compare: compareQuestion, segment: segmentQuestion, ...listQuestions } satisfies Partial<QuestionHandlers>;

/** What the buttons of customers' cards ask for. */
export const customerActions = {
  'customer.show': showAction,
  'customer.compare': compareTypedAction,
  'customer.share': shareAction,
  'customer.shareTo': shareToAction,
  'customers.compare': compareChosenAction,
  'segment.show': segmentAction,
  ...listActions,
} satisfies Partial<ActionHandlers>;
