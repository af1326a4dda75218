import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Service } from '../../engine/service/service.ts';
import type { consentApprovalAnswer, consentReviewAnswer, consentsAnswer } from './consents.ts';
import type { contactCheckAnswer, contactPreviewAnswer } from './contactDataSets.ts';
import type { addressCheck, directorySearchAnswer, enrichmentAnswer, prerequisitesAnswer } from './enrichments.ts';
import type { cardAnswer, moversAnswer, rankingAnswer, searchAnswer, tableAnswer } from './insights.ts';
import type { erasedPersonAnswer, liftedAnswer, objectionsAnswer } from './objections.ts';
import type { auditAnswer } from './organization.ts';
import type { publicationsAnswer, runAnswer } from './runs.ts';

/** Without `readonly` and with every property there, so that only names and types count. */
type Plain<T> = T extends readonly (infer Item)[] ? Plain<Item>[] : T extends object ? { [Key in keyof T]-?: Plain<Exclude<T[Key], undefined>> } : T;

/** True where the contract has every property that the service answers: what it lacks would be taken out of answers without a word. */
type Covers<Schema extends z.ZodType, Method extends (...arguments_: never[]) => Promise<unknown>> = Plain<z.input<Schema>> extends Plain<Awaited<ReturnType<Method>>> ? true : false;

const covered: {
  readonly enrichment: Covers<typeof enrichmentAnswer, Service['enrichments']['get']>;
  readonly addressCheck: Covers<typeof addressCheck, Service['enrichments']['resolveAddresses']>;
  readonly directorySearch: Covers<typeof directorySearchAnswer, Service['enrichments']['searchDirectory']>;
  readonly prerequisites: Covers<typeof prerequisitesAnswer, Service['enrichments']['prerequisites']>;
  readonly contactPreview: Covers<typeof contactPreviewAnswer, Service['contactDataSets']['preview']>;
  readonly contactCheck: Covers<typeof contactCheckAnswer, Service['contactDataSets']['check']>;
  readonly consents: Covers<typeof consentsAnswer, Service['consents']['list']>;
  readonly review: Covers<typeof consentReviewAnswer, Service['consents']['review']>;
  readonly approval: Covers<typeof consentApprovalAnswer, Service['consents']['approve']>;
  readonly objections: Covers<typeof objectionsAnswer, Service['objections']['list']>;
  readonly erasedPerson: Covers<typeof erasedPersonAnswer, Service['objections']['erase']>;
  readonly lifted: Covers<typeof liftedAnswer, Service['objections']['lift']>;
  readonly run: Covers<typeof runAnswer, Service['runs']['get']>;
  readonly publications: Covers<typeof publicationsAnswer, Service['runs']['publications']>;
  readonly audit: Covers<typeof auditAnswer, Service['audit']>;
  readonly customers: Covers<typeof rankingAnswer, Service['insights']['customers']>;
  readonly search: Covers<typeof searchAnswer, Service['insights']['search']>;
  readonly card: Covers<typeof cardAnswer, Service['insights']['card']>;
  readonly ranking: Covers<typeof rankingAnswer, Service['insights']['ranking']>;
  readonly movers: Covers<typeof moversAnswer, Service['insights']['movers']>;
  readonly table: Covers<typeof tableAnswer, Service['insights']['table']>;
} = {
  enrichment: true,
  addressCheck: true,
  directorySearch: true,
  prerequisites: true,
  contactPreview: true,
  contactCheck: true,
  consents: true,
  review: true,
  approval: true,
  objections: true,
  erasedPerson: true,
  lifted: true,
  run: true,
  publications: true,
  audit: true,
  customers: true,
  search: true,
  card: true,
  ranking: true,
  movers: true,
  table: true,
};

test('the contract names everything that the service answers, by the types', () => {
  expect(Object.values(covered)).not.toContain(false);
});
