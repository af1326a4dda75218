import type { Graph, GraphRequest } from '../graph/client.ts';

/** A mail as the fake Graph holds it: what Graph would answer of it. */
export interface GraphMessage {
  readonly id: string;
  readonly receivedDateTime: string;
  readonly [property: string]: unknown;
}

/** An event likewise. */
export interface GraphEvent {
  readonly id: string;
  readonly start: { readonly dateTime: string; readonly timeZone: 'UTC' };
  readonly [property: string]: unknown;
}

interface View {
  readonly items: readonly object[];
  readonly count: number | undefined;
}

/**
 * A Graph with one mailbox, which pages by offset as Exchange does: what changes between two pages shifts the next one. A test changes
 * `messages` and `events` as it likes, in `beforePage` also while they are read.
 */
export class TestGraph implements Graph {
  messages: GraphMessage[] = [];
  events: GraphEvent[] = [];
  pageSize = 2;
  purpose = 'user';
  /** What is done before the page of this number (from 1 on, over all lists) is cut. */
  beforePage: (number: number) => void = () => undefined;
  readonly asked: GraphRequest[] = [];
  #pages = 0;

  get(request: GraphRequest): Promise<unknown> {
    this.asked.push(request);
    const url = new URL(request.path, 'http://graph.example');
    if (url.pathname.endsWith('/mailFolders/junkemail')) return Promise.resolve({ id: 'junk' });
    if (url.pathname.endsWith('/mailboxSettings/userPurpose')) return Promise.resolve({ value: this.purpose });
    return Promise.resolve(this.#page(url));
  }

  grantedRoles(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  pathOf(nextLink: string): string {
    return nextLink;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #page(url: URL): object {
    this.#pages += 1;
    this.beforePage(this.#pages);
    const { items, count } = url.pathname.endsWith('/messages') ? this.#messagesOf(url) : this.#eventsOf(url);
    const start = Number(url.searchParams.get('$skip') ?? 0);
    const end = start + this.pageSize;
    url.searchParams.set('$skip', String(end));
    return {
      value: items.slice(start, end),
      ...(count !== undefined && start === 0 && { '@odata.count': count }),
      ...(end < items.length && { '@odata.nextLink': `${url.pathname}${url.search}` }),
    };
  }

  #messagesOf(url: URL): View {
    const [, from = '', to = ''] = /ge (\S+) and receivedDateTime lt (\S+)/.exec(url.searchParams.get('$filter') ?? '') ?? [];
    const at = ({ receivedDateTime }: GraphMessage) => Date.parse(receivedDateTime);
    const items = this.messages.filter((message) => at(message) >= Date.parse(from) && at(message) < Date.parse(to)).sort((a, b) => at(b) - at(a));
    return { items, count: items.length };
  }

  #eventsOf(url: URL): View {
    const at = ({ start }: GraphEvent) => Date.parse(`${start.dateTime}Z`);
    const [from, to] = ['startDateTime', 'endDateTime'].map((name) => Date.parse(url.searchParams.get(name) ?? '')) as [number, number];
    return { items: this.events.filter((event) => at(event) >= from && at(event) < to), count: undefined };
  }
}
