import { answers } from './answers.ts';
import { consent } from './consent.ts';
import { customer } from './customer.ts';
import { failures } from './failures.ts';
import { notices } from './notices.ts';

export const pl = { answers, consent, customer, failures, notices };
