import { expect, test } from 'vitest';
import { neededPermissions } from '../../../../engine/consent/neededPermissions.ts';
import { mailFields } from '../../../../engine/graph/mail.ts';
import { meetingFields } from '../../../../engine/graph/meetings.ts';
import * as said from '../../../../texts/whatIsRead.ts';
import { textsIn } from '../../texts/texts.ts';
import { fieldsInWords } from './reviewTexts.ts';

test('every field that is read, and no other, has a name and a reason', async () => {
  const fieldsRead = { mail: mailFields.split(','), meetings: meetingFields.split(',') };
  const { mail, meetings } = fieldsInWords(await textsIn('pl'), fieldsRead);
  for (const { name, why } of [...mail, ...meetings]) expect([name, why]).not.toContain('');
  expect([...said.mailFields].sort()).toEqual(fieldsRead.mail.sort());
  expect([...said.meetingFields].sort()).toEqual(fieldsRead.meetings.sort());
});

test('every permission that is asked for has its reason', () => {
  const names = [...neededPermissions('entra'), ...neededPermissions('exchange')].map(({ name }) => name);
  expect(Object.keys(said.permissionKeys).sort()).toEqual([...new Set(names)].sort());
});
