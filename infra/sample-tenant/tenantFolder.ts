import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const bufferCharacters = 65_536;

/** Appends lines to one file; holds at most one buffer of them in memory. */
class LineFile {
  readonly #descriptor: number;
  #buffer = '';

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  append(line: string): void {
    this.#buffer += `${line}\n`;
    if (this.#buffer.length >= bufferCharacters) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    // writeSync may write a part only.
    const bytes = Buffer.from(this.#buffer, 'utf8');
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written);
    this.#buffer = '';
  }
}

/** Writes a tenant folder; items are appended as they come, so that a tenant of any size needs one small buffer for each mailbox. */
export class TenantFolder {
  readonly #path: string;
  readonly #files = new Map<string, LineFile>();
  readonly #counts = { messages: 0, events: 0 };

  /** The folder must exist and be empty. Throws what the file system throws. */
  constructor(path: string) {
    this.#path = path;
    mkdirSync(join(path, 'messages'));
    mkdirSync(join(path, 'events'));
  }

  get counts(): { readonly messages: number; readonly events: number } {
    return this.#counts;
  }

  append(kind: 'messages' | 'events', userId: string, item: object): void {
    const name = join(kind, `${userId}.ndjson`);
    let file = this.#files.get(name);
    if (!file) {
      file = new LineFile(join(this.#path, name));
      this.#files.set(name, file);
    }
    file.append(JSON.stringify(item));
    this.#counts[kind]++;
  }

  writeJson(name: string, value: unknown): void {
    writeFileSync(join(this.#path, name), `${JSON.stringify(value, null, 1)}\n`);
  }

  /** RFC 4180. */
  writeCsv(name: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
    const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    writeFileSync(join(this.#path, name), [header, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join(''));
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }
}
