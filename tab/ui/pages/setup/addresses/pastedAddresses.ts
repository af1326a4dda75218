/** No address is longer; what is, is shown as a line that is none. */
const addressLengthMax = 320;

export interface PastedLines {
  /** In their order, each once. */
  readonly added: readonly string[];
  /** Lines that say what is there already. */
  readonly repeated: number;
}

/**
 * The addresses of a list that somebody pasted: one a line, or separated by commas or semicolons, also as `Name <address>` and with the name
 * in quotes, as mail programs copy them. Lines that are no address are among them, so that they can be corrected.
 */
export function readPasted(text: string, present: readonly string[]): PastedLines {
  const entries = entriesOf(text);
  const known = new Set(present.map(normalised));
  const added = entries.filter((entry) => {
    const isNew = !known.has(normalised(entry));
    known.add(normalised(entry));
    return isNew;
  });
  return { added, repeated: entries.length - added.length };
}

/** What makes two typed addresses the same. */
export function normalised(address: string): string {
  return address.trim().toLowerCase().replace(/^(?:mailto:\s*)+/, '');
}

export function isAddress(text: string): boolean {
  return /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(text.trim());
}

function entriesOf(text: string): string[] {
  return text
    .split(/[\r\n;\t]+/)
    .flatMap(commaParts)
    .map((entry) => bare(entry).slice(0, addressLengthMax))
    .filter((entry) => entry !== '');
}

/** `Lane, Ann <ann@contoso.com>` is one address: a comma parts only where something that has an address stands before it. */
function commaParts(line: string): string[] {
  if (!line.includes('@')) return [line];
  const parts: string[] = [];
  let before = '';
  for (const piece of line.split(',')) {
    const whole = before === '' ? piece : `${before},${piece}`;
    if (whole.includes('@')) parts.push(whole);
    before = whole.includes('@') ? '' : whole;
  }
  return before.trim() === '' ? parts : [...parts, before];
}

/** What stands in the last pair of angle brackets, else all of it without quotes. */
function bare(entry: string): string {
  const inBrackets = /<([^<>]*@[^<>]*)>[^<>]*$/.exec(entry)?.[1];
  return (inBrackets ?? entry.replaceAll(/^[\s"'<]+|[\s"'>]+$/g, '')).replace(/^\s*mailto:\s*/i, '').trim();
}

/** The addresses that no consent covers yet. `covered`: as the consent lists them. */
export function notCovered(addresses: readonly string[], covered: readonly string[]): readonly string[] {
  const known = new Set(covered.map(normalised));
  return addresses.filter((address) => !known.has(normalised(address)));
}
