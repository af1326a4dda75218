import { expect, test } from 'vitest';
import { readPlaceholderValues } from './variables.ts';

const clientId = '11111111-2222-4333-8444-555555555555';
const environment = { CLIENT_ID: clientId, PUBLIC_URL: 'https://Engagement.contoso.com/' };

test('the environment of the service is enough; without an id of its own the Teams app has that of the registration', () => {
  expect(readPlaceholderValues(environment)).toEqual({ TEAMS_APP_ID: clientId, CLIENT_ID: clientId, PUBLIC_HOST: 'engagement.contoso.com' });
  expect(readPlaceholderValues({ ...environment, TEAMS_APP_ID: 'AAAAAAAA-2222-4333-8444-555555555555' }).TEAMS_APP_ID).toBe('aaaaaaaa-2222-4333-8444-555555555555');
  expect(readPlaceholderValues({ ...environment, TEAMS_APP_ID: '', PUBLIC_URL: 'https://localhost:8443' })).toMatchObject({ TEAMS_APP_ID: clientId, PUBLIC_HOST: 'localhost:8443' });
});

test('every variable that is missing is named at once, with where to get it', () => {
  expect(() => readPlaceholderValues({ CLIENT_ID: '' })).toThrow(/^.*\n- CLIENT_ID must be set: the application \(client\) id .*\n- PUBLIC_URL must be set: .*\n.*main\.ts packs for it\.$/);
});

test.each([
  ['CLIENT_ID', 'engagement', /CLIENT_ID must be an id such as/],
  ['TEAMS_APP_ID', 'engagement', /TEAMS_APP_ID must be an id such as/],
  ['PUBLIC_URL', 'http://engagement.contoso.com', /PUBLIC_URL must be an address that begins with https/],
  ['PUBLIC_URL', 'https://contoso.com/engagement', /PUBLIC_URL must be an address without a path/],
  ['PUBLIC_URL', 'https://contoso.com/?a=b', /PUBLIC_URL must be an address without a path/],
])('%s as %s is refused, without being repeated', (name, value, message) => {
  expect(() => readPlaceholderValues({ ...environment, [name]: value })).toThrow(message);
});
