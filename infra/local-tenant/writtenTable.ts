import { randomUUID } from 'node:crypto';
import type { DataverseTable, DataverseValue } from './dataverseTable.ts';
import { GraphError } from './reply.ts';

type ColumnKind = 'text' | 'integer' | 'decimal' | 'date';

/** A table of the CRM that the product may write into, made up as a maker of the organisation would: here once, in Dataverse by hand. */
export interface WrittenTableDefinition {
  /** The entity set name. */
  readonly name: string;
  readonly logicalName: string;
  /** The primary key, which Dataverse gives. */
  readonly key: string;
  /** The column of the alternate key: by it rows are upserted. */
  readonly alternateKey: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
}

export const accountEngagements: WrittenTableDefinition = {
  name: 'contoso_accountengagements',
  logicalName: 'contoso_accountengagement',
  key: 'contoso_accountengagementid',
  alternateKey: 'contoso_customerid',
  columns: {
    contoso_primarykey: 'text',
    contoso_customerid: 'text',
    contoso_aggregationlevel: 'text',
    contoso_aggregationstartdate: 'date',
    contoso_engagementscore: 'integer',
    contoso_noofemails_toaccount: 'integer',
    contoso_noofemails_fromaccount: 'integer',
    contoso_noofmeetings_fromaccount: 'integer',
    contoso_noofmeetings_toaccount: 'integer',
    contoso_noofcontactsinvolved_emails: 'integer',
    contoso_noofcontactsinvolved_meetings: 'integer',
    contoso_noofaccountcontactsinvolved_emails: 'integer',
    contoso_noofaccountcontactsinvolved_meetings: 'integer',
    contoso_engagementstartdate: 'date',
    contoso_dayssincelastemail: 'integer',
    contoso_dayssincelastmeeting: 'integer',
    contoso_averageduration_of_meetings: 'decimal',
    contoso_averageduration_of_accountemailreplies: 'decimal',
  },
};

/** One row to be written, checked: what the columns are to hold. */
export interface Upsert {
  readonly keyValue: string;
  readonly values: Readonly<Record<string, DataverseValue>>;
}

/** In alternate keys these do not work. https://learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record */
const unusableInKeys = /[/<>*%&:\\?+]/;

/** A table in memory, empty at each start. */
export class WrittenTable {
  readonly definition: WrittenTableDefinition;
  readonly #rows = new Map<string, Readonly<Record<string, DataverseValue>>>();

  constructor(definition: WrittenTableDefinition) {
    this.definition = definition;
  }

  table(): Promise<DataverseTable> {
    const columns = [this.definition.key, ...Object.keys(this.definition.columns)];
    return Promise.resolve({ columns, rows: [...this.#rows.values()].map((row) => columns.map((column) => row[column] ?? null)) });
  }

  /** Fails with `GraphError`s in Dataverse's codes and words. */
  check(keyColumn: string, keyValue: string, body: unknown): Upsert {
    const { logicalName, alternateKey, columns } = this.definition;
    if (keyColumn !== alternateKey) throw new GraphError(400, '0x8006088a', 'Bad Request - Error in query syntax.');
    if (unusableInKeys.test(keyValue)) throw new GraphError(400, '0x80060888', 'The key value holds characters that cannot be used in an alternate key.');
    if (typeof body !== 'object' || body === null) throw new GraphError(400, '0x80048d19', 'Error identified in Payload provided by the user.');
    const values = Object.entries(body) as [string, unknown][];
    for (const [column, value] of values) {
      const kind = Object.hasOwn(columns, column) ? columns[column] : undefined;
      if (kind === undefined) throw new GraphError(400, '0x80048d19', unknownColumn(column, logicalName));
      // A key that stands in the address and in the body too is refused where the row does not exist yet.
      if (column === alternateKey) throw new GraphError(400, '0x80040216', 'An unexpected error occurred.');
      if (!holds(kind, value)) throw new GraphError(400, '0x80048d19', `Cannot convert a value to the expected type '${edmTypes[kind]}'.`);
    }
    return { keyValue, values: Object.fromEntries(values) as Upsert['values'] };
  }

  upsert({ keyValue, values }: Upsert): void {
    const { key, alternateKey } = this.definition;
    const row = this.#rows.get(keyValue) ?? { [key]: randomUUID(), [alternateKey]: keyValue };
    this.#rows.set(keyValue, { ...row, ...values });
  }
}

const edmTypes: Readonly<Record<ColumnKind, string>> = { text: 'Edm.String', integer: 'Edm.Int32', decimal: 'Edm.Decimal', date: 'Edm.Date' };

function holds(kind: ColumnKind, value: unknown): boolean {
  if (value === null) return true;
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'date') return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  return typeof value === 'number' && (kind === 'decimal' || Number.isInteger(value));
}

function unknownColumn(column: string, logicalName: string): string {
  const inner = `The property '${column}' does not exist on type 'Microsoft.Dynamics.CRM.${logicalName}'.`;
  return `Error identified in Payload provided by the user for Entity :'', ----> InnerException : Microsoft.OData.ODataException: ${inner} Make sure to only use property names that are defined by the type.`;
}
