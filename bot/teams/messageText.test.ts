import { expect, test } from 'vitest';
import { messageText } from './messageText.ts';

const recipient = { id: '28:bot' };
const botMention = { type: 'mention', text: '@Engagement', mentioned: { id: '28:bot', name: 'Engagement' } };

test.each([
  ['plain text stays as it is', 'engagement for Contoso', 'engagement for Contoso'],
  ['mentions are taken out', '<at>Engagement</at>&nbsp;status', 'status'],
  ['mentions with attributes are taken out', '<at id="0">Engagement</at> top', 'top'],
  ['tags are taken out, and words do not run together', '<p>compare <b>Con</b>toso</p><p>and Fabrikam</p>', 'compare Contoso and Fabrikam'],
  ['a line break is a space', 'top<br/>movers\n\nnow', 'top movers now'],
  ['entities become characters', 'Smith &amp; Sons &#8364; &#x20AC; &quot;A&quot; &lt;b&gt;', 'Smith & Sons € € "A" <b>'],
  ['entities are decoded once', '&amp;lt;', '&lt;'],
  ['what is no entity stays', 'R&D; AT&T &unknown; &#0; &#x110000;', 'R&D; AT&T &unknown; &#0; &#x110000;'],
  ['what is no tag stays', 'a < b > c <3', 'a < b > c <3'],
  ['marks of an isolated name are taken out', '\u2068Contoso\u2069\u200B', 'Contoso'],
  ['a joined emoji stays whole', '👩‍💻', '👩‍💻'],
  ['letters are composed', 'zaangaz\u0307owanie', 'zaangażowanie'],
  ['nothing is nothing', undefined, ''],
])('%s', (_title, text, expected) => {
  expect(messageText({ text, entities: undefined, recipient })).toBe(expected);
});

test('a mention of the bot without a tag is known by its entity; that of somebody else is left', () => {
  const other = { type: 'mention', text: '@Contoso', mentioned: { id: '29:other' } };
  expect(messageText({ text: '@Engagement @Contoso', entities: [botMention, other, { type: 'clientInfo' }], recipient })).toBe('@Contoso');
});

test('a text of any shape is read within a moment', () => {
  const start = performance.now();
  for (const part of ['<at>', '<', '&#', '<at ', '<p', ' ']) messageText({ text: part.repeat(100_000), entities: undefined, recipient });
  expect(performance.now() - start).toBeLessThan(1_000);
});
