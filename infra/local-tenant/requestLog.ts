/** What a well-behaved client of Graph never does. */
export type Offence =
  /** Came back before the time that Retry-After named. */
  | 'earlyReturn'
  /** More than 4 requests of one mailbox in flight. */
  | 'tooManyInFlight'
  /** More than 10,000 requests of one mailbox within 10 minutes. */
  | 'tooManyRequests'
  /** Asked for items without `$select`, and so for bodies. */
  | 'missingSelect'
  /** Named `body`, `bodyPreview`, `uniqueBody` or `subject` in `$select` of items. */
  | 'contentSelected';

/** A request as the local tenant saw it. Tokens are not kept. */
export interface LoggedRequest {
  /** Counts from 1 in the order of arrival. */
  readonly number: number;
  /** Arrival by the tenant's clock, in milliseconds since the Unix epoch. */
  readonly arrivedAtMs: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The user id whose mailbox was asked, lower case. */
  readonly mailbox: string | undefined;
  /** The header `Prefer`. */
  readonly prefer: string | undefined;
  /** Requests of this mailbox in flight at arrival, this one counted; 0 where it asks no mailbox. */
  readonly inFlightForMailbox: number;
  readonly offences: readonly Offence[];
  /** undefined: not answered yet; `gone`: the client left, or the fault reset the connection. */
  readonly status: number | 'gone' | undefined;
}

/** A long-lived tenant must not fill its memory with its log; no test makes as many requests. */
const entriesMax = 200_000;

/** The requests of a tenant, for tests to read. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #count = 0;

  /** The latest 200,000 requests, in the order of arrival. */
  all(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** The requests with an offence. */
  offences(): readonly LoggedRequest[] {
    return this.#entries.filter(({ offences }) => offences.length > 0);
  }

  /** The most requests of one mailbox that were in flight at a time. */
  mostInFlight(): number {
    return this.#entries.reduce((most, { inFlightForMailbox }) => Math.max(most, inFlightForMailbox), 0);
  }

  clear(): void {
    this.#entries = [];
  }

  /** Notes an arrival; the answer is noted by calling what is returned. */
  note(request: Omit<LoggedRequest, 'number' | 'status'>): (status: number | 'gone') => void {
    const entry: { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } = { ...request, number: ++this.#count, status: undefined };
    if (this.#entries.length >= entriesMax) this.#entries = this.#entries.slice(entriesMax / 2);
    this.#entries.push(entry);
    return (status) => {
      entry.status ??= status;
    };
  }
}
