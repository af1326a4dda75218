import { describe, expect, test } from 'vitest';
import { NameIndex } from './nameIndex.ts';

/** Names in ranking order, and the names that a search finds. */
async function searchIn(names: readonly string[]): Promise<(text: string, limit?: number) => readonly string[]> {
  const index = new NameIndex();
  await index.add(names.map((name, place) => ({ customerId: `id-${place}`, name, score: 100 - place, rank: place + 1 })));
  return (text, limit = 10) => index.search(text, limit).map(({ name }) => name);
}

describe('a name is found', () => {
  test.each([
    ['by its beginning', 'Contoso', 'cont'],
    ['by one letter', 'Contoso', 'c'],
    ['by words in any order, begun or whole', 'Northwind Traders Europe', 'eur north'],
    ['whatever the case', 'CONTOSO', 'cOnToSo'],
    ['without its accents', 'Société Générale', 'societe generale'],
    ['with accents that it has not', 'Creme', 'crème'],
    ['with accents written as marks of their own', 'Société', 'Socie\u0301te\u0301'],
    ['by Polish letters without their strokes and tails', 'Zażółć Gęślą Jaźń', 'zazolc gesla jazn'],
    ['with the Polish l', 'Łódzka Spółka Węglowa', 'lodzka weglowa'],
    ['with a sharp s', 'Großhandel Weiß', 'grosshandel weiss'],
    ['with an o slash and a ligature', 'Ørsted Æbler', 'orsted aebler'],
    ['in full-width letters', 'ＡＣＭＥ', 'acme'],
    ['in Greek, whatever the sigma', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['in Chinese by its beginning', '微软公司', '微软'],
    ['without its quotes', 'Fabryka "Żaba" s.c.', 'fabryka zaba'],
    ['with quotes around it', 'Contoso', '"Contoso"'],
    ['with a quote that does not end', 'Contoso', '"conto'],
    ['with or without apostrophes', 'L’Oréal', 'loreal'],
    ['with or without apostrophes, the other way', 'LOreal', "l'oreal"],
    ['with the legal form in another spelling', 'Contoso Sp. z o.o.', 'contoso sp zoo'],
    ['with a legal form that it has not', 'Contoso', 'Contoso Sp. z o.o.'],
    ['with another legal form', 'Contoso GmbH', 'contoso ltd'],
    ['by a legal form alone', 'Contoso GmbH', 'gmbh'],
    ['with the dots of an abbreviation', 'P.K.P. Cargo', 'pkp'],
    ['without the dots of an abbreviation', 'PKP Cargo S.A.', 'p.k.p. cargo'],
    ['with and for &', 'Smith & Sons', 'smith and sons'],
    ['with & for and', 'Smith and Sons', 'Smith & Sons'],
    ['with a hyphen or without', 'Coca-Cola', 'coca cola'],
    ['with a wrong letter', 'Fabrikam', 'fabricam'],
    ['with a letter too few', 'Wingtip', 'wintip'],
    ['with a letter too many', 'Adatum', 'addatum'],
    ['with two letters that changed places', 'Contoso', 'cnotoso'],
    ['with one wrong letter in a short word', 'Acme', 'akme'],
    ['with a typing error in one of several words', 'Northwind Traders', 'traders nortwind'],
    ['by digits', '7-Eleven 24h', '24h 7'],
  ])('%s', async (_, name, text) => {
    const search = await searchIn(['Zebra Quux', name]);
    expect(search(text)).toEqual([name]);
  });
});

test.each(['', '  ', '"', '&', '...', '\u0000'])('nothing is found for %j, which has no letter or digit', async (text) => {
  expect((await searchIn(['Contoso', '...']))(text)).toEqual([]);
});

test('nothing is found that lacks one of the words', async () => {
  expect((await searchIn(['Contoso Poland', 'Fabrikam Poland']))('contoso france')).toEqual([]);
});

test('one letter finds names that begin with it, then those that have a word that does', async () => {
  expect((await searchIn(['Fabrikam Cars', 'Contoso', 'Adatum']))('c')).toEqual(['Contoso', 'Fabrikam Cars']);
});

test('a short word forgives nothing', async () => {
  expect((await searchIn(['Abc', 'Abd']))('abd')).toEqual(['Abd']);
});

test('the id of an account finds it, before any name', async () => {
  const search = await searchIn(['id 2', 'Contoso', 'Fabrikam']);
  expect(search(' id-2 ')).toEqual(['Fabrikam', 'id 2']);
});

test('whole names come first, then those that begin with the text, then others, then those with typing errors; each in ranking order', async () => {
  const search = await searchIn(['New Contoso', 'Contosso', 'Contoso Poland', 'Contoso France', 'Old Contoso', 'Contoso Ltd.', 'CONTOSO']);
  expect(search('contoso')).toEqual(['Contoso Ltd.', 'CONTOSO', 'Contoso Poland', 'Contoso France', 'New Contoso', 'Old Contoso', 'Contosso']);
});

test('a name with the legal form that was typed comes before the same name without', async () => {
  const search = await searchIn(['Contoso Trade GmbH', 'Contoso Trade Ltd']);
  expect(search('trade ltd')).toEqual(['Contoso Trade Ltd', 'Contoso Trade GmbH']);
});

test('no more than the limit are found, and a text of any length is taken', async () => {
  const search = await searchIn(Array.from({ length: 30 }, (_, place) => `Contoso ${place}`));
  expect(search('contoso', 7)).toEqual([0, 1, 2, 3, 4, 5, 6].map((place) => `Contoso ${place}`));
  expect(search('contoso '.repeat(10_000), 3)).toHaveLength(3);
});

test('several accounts of one name are all found', async () => {
  expect((await searchIn(['Contoso', 'Contoso']))('contoso')).toEqual(['Contoso', 'Contoso']);
});

test('building ends when it is aborted', async () => {
  const index = new NameIndex();
  await index.add([{ customerId: 'a', name: 'Contoso', score: 1, rank: 1 }], AbortSignal.abort());
  expect(index.search('contoso', 1)).toEqual([]);
});
