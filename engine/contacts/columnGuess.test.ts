import { describe, expect, test } from 'vitest';
import { guessMapping } from './columnGuess.ts';

const sample = (columns: readonly string[], ...rows: readonly (readonly string[])[]) => ({ columns, rows });

describe('columns are recognised by their names', () => {
  test.each([
    ['our own files', ['AccountId', 'Name'], ['ContactId', 'AccountId', 'FullName', 'Email'], { account: 'AccountId', contact: 'ContactId', email: 'Email', name: 'Name' }],
    ['Dynamics 365, logical names', ['accountid', 'name', 'accountnumber'], ['contactid', 'fullname', '_parentcustomerid_value', 'emailaddress1', 'emailaddress2'], { account: '_parentcustomerid_value', contact: 'contactid', email: 'emailaddress1', name: 'name' }],
    ['Dynamics 365, exported to a sheet', ['(Do Not Modify) Account', 'Account Name', 'Email'], ['(Do Not Modify) Contact', 'Full Name', 'Company Name', 'Email'], { account: 'Company Name', contact: '(Do Not Modify) Contact', email: 'Email', name: 'Account Name' }],
    ['Salesforce, report', ['Account ID', 'Account Name'], ['Contact ID', 'First Name', 'Account ID', 'Account Name', 'Email'], { account: 'Account ID', contact: 'Contact ID', email: 'Email', name: 'Account Name' }],
    ['Salesforce, data export', ['Id', 'Name', 'ParentId'], ['Id', 'AccountId', 'Name', 'Email'], { account: 'AccountId', contact: 'Id', email: 'Email', name: 'Name' }],
    ['HubSpot', ['Record ID', 'Company name'], ['Record ID', 'First Name', 'Email', 'Primary Associated Company ID'], { account: 'Primary Associated Company ID', contact: 'Record ID', email: 'Email', name: 'Company name' }],
    ['Polish', ['ID konta', 'Nazwa'], ['ID kontaktu', 'Imię i nazwisko', 'ID konta', 'Adres e-mail'], { account: 'ID konta', contact: 'ID kontaktu', email: 'Adres e-mail', name: 'Nazwa' }],
    ['German', ['Firmen-ID', 'Firmenname'], ['Kontakt-ID', 'Nachname', 'Firmen-ID', 'E-Mail-Adresse'], { account: 'Firmen-ID', contact: 'Kontakt-ID', email: 'E-Mail-Adresse', name: 'Firmenname' }],
  ])('as in %s', (_, accounts, contacts, mapping) => {
    expect(guessMapping({ accounts: sample(accounts), contacts: sample(contacts) })).toEqual(mapping);
  });

  test.each([
    ['a Polish list', ['Firma', 'Imię', 'E-mail'], { account: 'Firma', contact: 'E-mail', email: 'E-mail', name: 'Firma' }],
    ['a German list', ['Name', 'Unternehmen', 'Mailadresse'], { account: 'Unternehmen', contact: 'Mailadresse', email: 'Mailadresse', name: 'Unternehmen' }],
    ['an English list', ['Name', 'Company', 'E-mail address'], { account: 'Company', contact: 'E-mail address', email: 'E-mail address', name: 'Company' }],
    ['ids beside names', ['ContactId', 'Name', 'AccountId', 'AccountName', 'Email'], { account: 'AccountId', contact: 'ContactId', email: 'Email', name: 'AccountName' }],
  ])('in %s without accounts; a bare "Name" is a person’s, and an address stands for a contact without id', (_, contacts, mapping) => {
    expect(guessMapping({ contacts: sample(contacts) })).toEqual(mapping);
  });

  test('and where nothing is known, nothing is claimed', () => {
    expect(guessMapping({ contacts: sample(['A', 'B']) })).toEqual({});
    expect(guessMapping({ accounts: sample(['Konto-ID', 'Konto']) })).toEqual({ account: 'Konto-ID', name: 'Konto' });
    expect(guessMapping({})).toEqual({});
  });
});

describe('the e-mail address is recognised by content', () => {
  test('where no name tells', () => {
    const contacts = sample(['Firma', 'A', 'B'], ['Kunde', 'x@', 'anna@kunde.example'], ['Kunde', '', 'bo@kunde.example'], ['Kunde', 'x', ''], ['Kunde', 'y', 'none']);
    expect(guessMapping({ contacts }).email).toBe('B');
  });

  test('where the column with the name has none', () => {
    const contacts = sample(['Mail', 'Kommunikation'], ['ja', 'anna@kunde.example'], ['nein', 'bo@kunde.example']);
    expect(guessMapping({ contacts }).email).toBe('Kommunikation');
    expect(guessMapping({ contacts: sample(['Mail', 'Kommunikation'], ['', 'Brief']) }).email).toBe('Mail');
  });

  test('but not where only a few values are addresses', () => {
    const contacts = sample(['Notiz'], ['anna@kunde.example'], ['ruft zurück'], ['wartet']);
    expect(guessMapping({ contacts }).email).toBeUndefined();
  });
});
