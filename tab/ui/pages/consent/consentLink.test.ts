import { expect, test } from 'vitest';
import { createLinks } from '../../../../bot/links.ts';
import { consentLink } from './consentLink.ts';

test('a request has the same link in the tab and in the chat, in Teams and in a browser', () => {
  for (const teamsAppId of [undefined, '11111111-1111-4111-8111-111111111111']) {
    expect(consentLink({ tabUrl: 'https://engagement.example/tab/', teamsAppId }, 'c1')).toBe(createLinks({ tabUrl: 'https://engagement.example/tab', teamsAppId }).consent('c1'));
  }
});
