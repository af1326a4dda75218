import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EngagementFailure } from '../model/failure.ts';
import { bob, keep, officeUserPath, results, serviceWithBob } from './testErasure.ts';
import { people, type TestService } from './testService.ts';
import { testId } from '../enrichments/testEnrichment.ts';

const { ann } = people;
const id = testId(1);
const carl = { id: 'CARL-ID', mail: 'carl@contoso.com' };

/** Results, and interactions that hold both Bob and Carl. */
async function serviceWithBoth(): Promise<TestService> {
  const given = await serviceWithBob();
  given.directory.users = [bob, carl];
  await given.publish(id, results);
  await keep(given, 'bob-id', carl.mail);
  return given;
}

test('a second person is erased from results, too, whose interactions the first has taken along: they are still to be read anew', async () => {
  const given = await serviceWithBoth();
  await given.service.enrichments.setActive(ann, id, false);
  expect(await given.service.objections.erase(ann, bob.mail, 'left')).toMatchObject({ erased: { enrichments: 1 }, runsStarted: 0, runsToCome: 1 });
  expect(await given.service.objections.erase(ann, carl.mail, 'left')).toMatchObject({ erased: { enrichments: 1 }, runsStarted: 0, runsToCome: 1 });
});

test('so is one who comes when the run that was to read anew has failed half way', async () => {
  const given = await serviceWithBoth();
  await given.service.objections.erase(ann, bob.mail, 'left');
  await keep(given, 'ann', 'zoe@contoso.com');
  given.runs.at(-1)?.fail(new EngagementFailure('graphUnavailable', 'told by the test'));
  await given.when(id, (run) => run?.run.endedAt !== undefined);
  expect(await given.service.objections.erase(ann, carl.mail, 'left')).toMatchObject({ erased: { enrichments: 1 }, runsStarted: 1 });
});

test('once it has been read anew, an address of nobody concerns no enrichment any more', async () => {
  const given = await serviceWithBoth();
  await given.service.objections.erase(ann, bob.mail, 'left');
  await keep(given, 'ann', 'zoe@contoso.com');
  const run = given.runs.at(-1);
  given.clock.advance(1);
  await run?.publish(results);
  run?.finish();
  await given.when(id, (view) => view?.run.endedAt !== undefined);
  expect(await given.service.objections.erase(ann, 'dave@contoso.com', 'left')).toMatchObject({ erased: { enrichments: 0 }, runsStarted: 0, runsToCome: 0 });
});

test.each([
  ['a row', 'sales@contoso.com,carl-id,sales@contoso.com\n'],
  ['perhaps a row, in a file that is cut off', 'sales@contoso.com,car'],
])('an enrichment in which nothing but %s of the list of people is the person’s is concerned', async (_, rows) => {
  const given = await serviceWithBob();
  given.directory.users = [carl];
  await given.publish(id, results);
  await keep(given, 'ann', 'zoe@contoso.com');
  await writeFile(await officeUserPath(given, ann), `EmailAddress,UserId,ResolvedFrom\n${rows}`);
  expect(await given.service.objections.erase(ann, carl.mail, 'left')).toMatchObject({ erased: { enrichments: 1 }, runsStarted: 1 });
});
