import { answers } from './answers.ts';
import { consent } from './consent.ts';
import { customer } from './customer.ts';
import { failures } from './failures.ts';
import { notices } from './notices.ts';

export const en = { answers, consent, customer, failures, notices };

/** The shape of every language's catalogue. Plurals differ: English has `one` and `other`, Polish `one`, `few`, `many` and `other`. */
export type Catalogue = typeof en;
