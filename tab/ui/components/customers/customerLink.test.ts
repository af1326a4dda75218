import { expect, test } from 'vitest';
import { createLinks } from '../../../../bot/links.ts';
import { customerLink } from './customerLink.ts';

test.each([undefined, '7f9d6f6e-8f1c-4d35-9a53-3f3d7a8e2a10'])('a link is the one that the bot puts into its cards, with app id %s', (teamsAppId) => {
  for (const customerId of ['95aa4103-22cb-43b4-89e5-8142f370edd7', 'A&B / ż?#']) {
    const link = customerLink({ tabUrl: 'https://tab.example/tab/', teamsAppId }, 'e1', customerId);
    expect(link).toBe(createLinks({ tabUrl: 'https://tab.example/tab', teamsAppId }).customer('e1', customerId));
  }
});
