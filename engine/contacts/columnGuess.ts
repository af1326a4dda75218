import { parseAddress } from '../model/address.ts';
import type { ColumnMapping } from '../model/contactDataSet.ts';

/** The header of a file and its first rows. */
export interface ColumnSample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * What columns are called in exports of Dynamics 365, Salesforce and HubSpot, and in lists that people keep in English, Polish and German:
 * in the form of `plain`, the surest first.
 */
const names = {
  email: words(`
    email emailaddress1 emailaddress primaryemail primaryemailaddress workemail businessemail email1 emailaddress2 mail mailaddress
    adresemail adrespocztyelektronicznej adrespoczty adresmailowy pocztaelektroniczna poczta
    emailadresse mailadresse epost eposta epostadresse`),
  /** In contacts: the account that the contact belongs to. Ids before names: two companies may have one name. */
  accountOfContact: words(`
    accountid parentcustomeridvalue parentcustomerid parentaccountid accountidvalue primaryassociatedcompanyid associatedcompanyid
    associatedcompanyids companyid customerid organizationid organisationid accountnumber customernumber
    idkonta kontoid idfirmy firmaid idklienta klientid numerklienta numerkonta
    firmenid kundenid kundennummer kundennr kontonummer kontonr unternehmensid
    parentcustomer account company customer accountname companyname customername associatedcompany primaryassociatedcompany
    organization organisation organizationname organisationname
    konto firma klient nazwakonta nazwafirmy nazwaklienta spolka organizacja przedsiebiorstwo
    kunde unternehmen firmenname kundenname kontoname unternehmensname`),
  /** In contacts: the account's name. "Name" alone would be the person's. */
  accountNameOfContact: words(`
    accountname companyname customername parentcustomeridname parentcustomer organizationname organisationname
    account company customer associatedcompany organization organisation
    nazwakonta nazwafirmy nazwaklienta konto firma klient spolka organizacja przedsiebiorstwo
    firmenname kundenname kontoname unternehmensname kunde unternehmen`),
  contact: words(`
    contactid donotmodifycontact contactrecordid recordidcontact recordid hsobjectid personid contactnumber
    idkontaktu kontaktid idosoby identyfikatorkontaktu kontaktnummer kontaktnr personennummer id identyfikator contact kontakt`),
  /** In accounts: its own id. */
  account: words(`
    accountid donotmodifyaccount companyid customerid organizationid organisationid recordidcompany companyrecordid recordid hsobjectid
    accountnumber customernumber idkonta kontoid idfirmy firmaid idklienta klientid numerklienta numerkonta
    firmenid kundenid kundennummer kundennr kontonummer kontonr unternehmensid id identyfikator`),
  /** In accounts: its name. */
  accountName: words(`
    name accountname companyname customername organizationname organisationname account company customer organization organisation
    nazwa nazwakonta nazwafirmy nazwaklienta konto firma klient spolka
    firmenname kundenname kontoname unternehmensname bezeichnung kunde unternehmen`),
};

/**
 * Which columns of a CSV data set probably hold what is needed, by their names; the e-mail address also by what stands in the column. What
 * cannot be told is left undefined. Where contacts have no id, their address stands for it: one address is one contact then.
 */
export function guessMapping({ accounts, contacts }: { readonly accounts?: ColumnSample | undefined; readonly contacts?: ColumnSample | undefined }): ColumnMapping {
  const account = contacts === undefined ? found(names.account, accounts?.columns)[0] : found(names.accountOfContact, contacts.columns)[0];
  const email = contacts && emailColumn(contacts);
  // The company's name is often both: the only id that there is, and the name.
  const name = accounts === undefined ? found(names.accountNameOfContact, contacts?.columns)[0] : found(names.accountName, accounts.columns)[0];
  const contact = found(names.contact, contacts?.columns).find((column) => column !== account) ?? email;
  return { ...(account && { account }), ...(contact && { contact }), ...(email && { email }), ...(name && { name }) };
}

/**
 * The column of a file of accounts that holds their ids: the one called `wanted`; where there is none, the one that is so called in exports,
 * for these name it otherwise in accounts ("Record ID") than in contacts ("Associated Company ID").
 */
export function accountIdColumn(wanted: string, header: readonly string[]): string {
  const isThere = header.some((column) => column.toLowerCase() === wanted.toLowerCase());
  return isThere ? wanted : (found(names.account, header)[0] ?? wanted);
}

function emailColumn(contacts: ColumnSample): string | undefined {
  const shares = new Map(contacts.columns.map((column, place) => [column, addressShare(contacts.rows, place)]));
  const byName = found(names.email, contacts.columns);
  const byContent = [...shares].filter(([, share]) => share > 0.5).sort(([, a], [, b]) => b - a).map(([column]) => column);
  return byName.find((column) => (shares.get(column) ?? 0) > 0) ?? byContent[0] ?? byName[0];
}

/** Of the values that there are in a column, how many are addresses: 0 to 1. */
function addressShare(rows: ColumnSample['rows'], place: number): number {
  const values = rows.map((row) => row[place] ?? '').filter((value) => value.trim() !== '');
  return values.length === 0 ? 0 : values.filter((value) => parseAddress(value) !== undefined).length / values.length;
}

/** The columns that have one of these names, in the order of the names. */
function found(wanted: readonly string[], columns: readonly string[] = []): string[] {
  return wanted.flatMap((name) => columns.filter((column) => plain(column) === name));
}

/** Letters and digits alone, without accents and case: "Adres e-mail" is adresemail. */
function plain(column: string): string {
  return column
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]/g, '');
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
