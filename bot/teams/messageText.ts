import { mentionSchema, type TeamsActivity } from './activity.ts';

/** A question is short; what follows of a text that was pasted in is not looked at. */
const charactersMax = 2_000;

const namedCharacters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Between two of these, words end. */
const blockTag = /<\/?(?:br|p|div|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|pre|hr)\b[^<>]*>/gi;

/** Nobody sees them: zero width characters, and marks of the direction, which come along with a name that is copied from an answer of the bot. */
const invisible = /[\u200B\u200E\u200F\u2060-\u2064\u2066-\u2069\u202A-\u202E\uFEFF]/g;

/** What a person wrote, as plain text in one line: without mentions, HTML tags and entities. */
export function messageText({ text, entities, recipient }: Pick<TeamsActivity, 'text' | 'entities' | 'recipient'>): string {
  let plain = (text ?? '').slice(0, charactersMax);
  for (const entity of entities ?? []) {
    const mention = mentionSchema.safeParse(entity);
    if (mention.success && mention.data.mentioned.id === recipient.id) plain = plain.replaceAll(mention.data.text, ' ');
  }
  plain = plain
    .replace(/<at\b[^<>]*>[^<>]*<\/at>/gi, ' ')
    .replace(blockTag, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, '');
  return decoded(plain).replace(invisible, '').replace(/\s+/g, ' ').trim().normalize('NFC');
}

/** In one pass, so that what is decoded is not decoded again. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return namedCharacters[name.toLowerCase()] ?? whole;
    const codePoint = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
  });
}
