import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { bob, hasInteractions, keep, officeUserPath, results, serviceWithBob } from './testErasure.ts';
import { openTestService, people, type TestService } from './testService.ts';
import { testId } from '../enrichments/testEnrichment.ts';

const { ann } = people;
const header = 'EmailAddress,UserId,ResolvedFrom\n';
const inGroup = 'sales@contoso.com,bob-id,sales@contoso.com\n';
const others = 'sales@contoso.com,ann,sales@contoso.com\n';

/** Results of a run that read Bob, whose mailbox is kept, and his account is gone. */
async function serviceAfterBob(rows: string): Promise<TestService> {
  const given = await openTestService();
  await given.publish(testId(1), results);
  await keep(given, 'bob-id', 'zoe@contoso.com');
  await writeFile(await officeUserPath(given, ann), `${header}${rows}`);
  return given;
}

/** What is left of Bob: the list of people in results, interactions with their key, and what the bot remembers him by. */
async function leftOf(given: TestService): Promise<unknown> {
  const [erased] = await given.service.bulletin.erasedPeople();
  return [await readFile(await officeUserPath(given, ann), 'utf8'), await hasInteractions(given), erased?.isPerson('bob-id')];
}
const nothingLeft = [`${header}${others}`, [false, false], true];

test.each(['robert@contoso.com', 'b.smith@contoso.com'])('whoever has left and was deleted in the directory goes as a whole, by any address of then (%s)', async (address) => {
  const given = await serviceAfterBob(`${others}${inGroup}`);
  given.directory.deletedUsers = [{ ...bob, ...{ userPrincipalName: `bobid${bob.userPrincipalName}` } }];
  const erased = await given.service.objections.erase(ann, address, 'left');
  expect([erased.isInDirectory, erased.erased]).toEqual([true, { addresses: 3, enrichments: 1, chosenAddresses: 0 }]);
  expect(await leftOf(given)).toEqual(nothingLeft);
});

test('whom the directory has forgotten is known by the user id with which the address stands in results; the receipt says that other addresses are not covered', async () => {
  const given = await serviceAfterBob(`${others}Bob@contoso.com,bob-id,bob@contoso.com\n${inGroup}`);
  const erased = await given.service.objections.erase(ann, bob.mail, 'left');
  expect([erased.isInDirectory, erased.erased]).toEqual([false, { addresses: 1, enrichments: 1, chosenAddresses: 0 }]);
  expect(await leftOf(given)).toEqual(nothingLeft);
  expect((await given.service.objections.list(ann)).objections.map(({ isInDirectory }) => isInDirectory)).toEqual([false]);
});

test('an address of a group that is gone stands for none of those who were in it', async () => {
  const given = await serviceAfterBob(`${others}${inGroup}`);
  given.directory.groups = {};
  await given.service.objections.erase(ann, 'sales@contoso.com', 'left');
  const [erased] = await given.service.bulletin.erasedPeople();
  expect(['ann', 'bob-id'].map((userId) => erased?.isPerson(userId))).toEqual([false, false]);
});

test('of somebody in the directory the receipt says that every address is covered', async () => {
  const given = await serviceWithBob();
  expect((await given.service.objections.erase(ann, bob.mail, 'asked')).isInDirectory).toBe(true);
});
