import { about } from './about.ts';
import { card } from './card.ts';
import { channel } from './channel.ts';
import { charts } from './charts.ts';
import { compare } from './compare.ts';
import { conditions } from './conditions.ts';
import { consent } from './consent.ts';
import { customer } from './customer.ts';
import { customers } from './customers.ts';
import { enrichments } from './enrichments.ts';
import { failures } from './failures.ts';
import { privacy } from './privacy.ts';
import { progress } from './progress.ts';
import { results } from './results.ts';
import { segments } from './segments.ts';
import { setup } from './setup.ts';
import { shell } from './shell.ts';
import { table } from './table.ts';
import { words } from './words.ts';

/** Every text of the tab in English: the shape of the other languages. */
export const en = { about, card, channel, charts, compare, conditions, consent, customer, customers, enrichments, failures, privacy, progress, results, segments, setup, shell, table, words };

export type Catalogue = typeof en;
