import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsv } from '../oracle/tenantFolder.ts';

/** A text of the tenant that must not be found outside it. */
export interface Needle {
  readonly kind: NeedleKind;
  readonly text: string;
}

type NeedleKind = 'address' | 'localPart' | 'name' | 'content' | 'id' | 'secret';

/** What the properties of users, groups, messages and events hold; others tell nothing of a person. */
const kinds: Readonly<Record<string, NeedleKind>> = {
  address: 'address',
  mail: 'address',
  userPrincipalName: 'address',
  proxyAddresses: 'address',
  displayName: 'name',
  name: 'name',
  subject: 'content',
  bodyPreview: 'content',
  content: 'content',
  id: 'id',
  internetMessageId: 'id',
  conversationId: 'id',
  iCalUId: 'id',
  seriesMasterId: 'id',
};

/**
 * Everything in a tenant folder that names, quotes or identifies anybody or any item: addresses and their local parts, names, subjects and
 * texts, ids. Only what is distinctive, since a subject such as "Planning" proves nothing where it is found.
 */
export async function needlesOf(tenantFolder: string): Promise<Needle[]> {
  const found = new Map<string, NeedleKind>();
  const add = (kind: NeedleKind, text: string) => {
    for (const needle of partsOf(kind, text.trim())) if (isDistinctive(needle.text)) found.set(needle.text, needle.kind);
  };
  for (const name of ['users.json', 'groups.json']) collect(JSON.parse(await readFile(join(tenantFolder, name), 'utf8')), add);
  for (const kind of ['messages', 'events']) {
    for (const name of await readdir(join(tenantFolder, kind))) {
      const lines = (await readFile(join(tenantFolder, kind, name), 'utf8')).split('\n');
      for (const line of lines) if (line !== '') collect(JSON.parse(line), add);
    }
  }
  for (const contact of (await readCsv(join(tenantFolder, 'contacts.csv'))) as Readonly<Record<string, string>>[]) {
    add('id', contact['ContactId'] ?? '');
    add('name', contact['FullName'] ?? '');
    add('address', contact['Email'] ?? '');
  }
  return [...found].map(([text, kind]) => ({ kind, text }));
}

function collect(value: unknown, add: (kind: NeedleKind, text: string) => void): void {
  if (value === null || typeof value !== 'object') return;
  for (const [property, part] of Object.entries(value)) {
    const kind = kinds[property];
    for (const text of Array.isArray(part) ? part : [part]) {
      if (kind !== undefined && typeof text === 'string') add(kind, text);
      else collect(text, add);
    }
  }
}

function partsOf(kind: NeedleKind, text: string): Needle[] {
  if (kind !== 'address') return [{ kind, text }];
  const address = text.replace(/^(smtp|x500|mailto):/i, '').replace(/^<|>$/g, '');
  return [{ kind, text: address }, { kind: 'localPart', text: address.split('@')[0] ?? '' }];
}

/** Long enough not to come up by chance, and no plain word. */
function isDistinctive(text: string): boolean {
  return text.length >= 8 && !/^\p{L}+$/u.test(text);
}
