import { expect, test } from 'vitest';
import { missingPermissions } from '../graph/permissions.ts';
import { isShownByToken, neededPermissions } from './neededPermissions.ts';

const namesOf = (place: 'entra' | 'exchange') => neededPermissions(place).map(({ name }) => name);

test('whoever consents is told of all that the app’s token has to show, and of no more', () => {
  expect(namesOf('entra')).toEqual(missingPermissions([]));
  expect(namesOf('entra').every(isShownByToken)).toBe(true);
});

test('where Exchange grants the mailboxes, its roles stand in the place of those of Entra, and no token is said to show them', () => {
  const ofExchange = namesOf('exchange').filter((name) => !isShownByToken(name));
  expect(ofExchange).toEqual(['Application Mail.ReadBasic', 'Application Calendars.Read']);
  expect(namesOf('exchange').filter(isShownByToken)).toEqual(namesOf('entra').slice(ofExchange.length));
});
