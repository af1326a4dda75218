import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuestion } from './parse.ts';
import type { Question } from './question.ts';
import { quoted } from './tokens.ts';

const customer = (name: string): Question => ({ kind: 'customer', name });
const compare = (...names: string[]): Question => ({ kind: 'compare', names });
const plain = (kind: Extract<Question['kind'], 'stale' | 'top' | 'movers' | 'status' | 'consent' | 'subscribe' | 'unsubscribe' | 'help'>): Question => ({ kind });

type Row = readonly [text: string, question: Question, language?: 'en' | 'pl'];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [text, question, language] of rows) {
      it(text === '' ? 'nothing' : text, () => {
        const parsed = parseQuestion(text);
        expect(parsed.question).toEqual(question);
        if (language !== undefined) expect(parsed.language).toBe(language);
      });
    }
  });
}

table('a question for an account, however it is put', [
  ['engagement for Contoso', customer('Contoso'), 'en'],
  ['Engagement for Contoso?', customer('Contoso'), 'en'],
  ['ENGAGEMENT FOR CONTOSO!!', customer('CONTOSO'), 'en'],
  ['engagement Contoso', customer('Contoso'), 'en'],
  ['engagment for Contoso', customer('Contoso'), 'en'],
  ['Engagement for customer Contoso please', customer('Contoso'), 'en'],
  ['what is our engagement with Contoso Ltd.', customer('Contoso Ltd'), 'en'],
  ['How is Contoso doing?', customer('Contoso'), 'en'],
  ["how's Contoso doing", customer('Contoso'), 'en'],
  ['how are we doing with Contoso', customer('Contoso'), 'en'],
  ['what about Fourth Coffee?', customer('Fourth Coffee'), 'en'],
  ['please show me Contoso', customer('Contoso'), 'en'],
  ['hi, engagement for Contoso', customer('Contoso'), 'en'],
  ['customer Contoso', customer('Contoso'), 'en'],
  ['zaangażowanie Contoso', customer('Contoso'), 'pl'],
  ['Zaangazowanie klienta Contoso', customer('Contoso'), 'pl'],
  ['zaangażowanie dla Żabka Polska S.A.', customer('Żabka Polska S.A'), 'pl'],
  ['zaangazownie firmy Żabka', customer('Żabka'), 'pl'],
  ['klient Contoso', customer('Contoso'), 'pl'],
  ['jak wygląda Contoso?', customer('Contoso'), 'pl'],
  ['jak wyglada zaangazowanie Contoso', customer('Contoso'), 'pl'],
  ['pokaż Contoso', customer('Contoso'), 'pl'],
  ['co słychać u Contoso', customer('Contoso'), 'pl'],
  ['engagement for "Contoso"', customer('Contoso')],
  ['engagement for “Contoso”.', customer('Contoso')],
  ['zaangażowanie „Contoso”', customer('Contoso')],
  ['engagement for «Contoso»', customer('Contoso')],
  ["engagement for 'Contoso'?", customer('Contoso')],
  ['engagement for "Contoso', customer('Contoso')],
  ['engagement for Joe\'s "Best" Pizza', customer('Joe\'s "Best" Pizza')],
  ['engagement for Top', customer('Top')],
  ['engagement for Status', customer('Status')],
  ['engagement for Customer Insights Ltd', customer('Customer Insights Ltd')],
  ['engagement for Smith and Sons', customer('Smith and Sons')],
]);

table('a question for an account, in a sentence of its own', [
  ['how are we with Contoso?', customer('Contoso'), 'en'],
  ['where do we stand with Contoso', customer('Contoso'), 'en'],
  ['when did we last talk to the Contoso Group?', customer('Contoso Group'), 'en'],
  ['when did we last email Contoso?', customer('Contoso'), 'en'],
  ['how many meetings with contoso this month', customer('contoso this month'), 'en'],
  ['any news on Contoso?', customer('Contoso'), 'en'],
  ['status of Contoso', customer('Contoso'), 'en'],
  ['engagement for our customer Contoso', customer('Contoso'), 'en'],
  ['engagement for the body shop', customer('the body shop'), 'en'],
  ['show me the numbers for Contoso', customer('Contoso'), 'en'],
  ["what's Contoso's score", customer('Contoso'), 'en'],
  ['Contoso engagement score', customer('Contoso')],
  ['is Contoso engaged?', customer('Contoso'), 'en'],
  ['jakie mamy zaangażowanie w Contoso', customer('Contoso'), 'pl'],
  ['jak wygląda sytuacja z Contoso', customer('Contoso'), 'pl'],
  ['kiedy ostatnio rozmawialiśmy z firmą Contoso?', customer('Contoso'), 'pl'],
  ['ile spotkań z Contoso', customer('Contoso'), 'pl'],
  ['ile punktów ma Contoso', customer('Contoso'), 'pl'],
  ['jaki wynik ma Contoso', customer('Contoso'), 'pl'],
  ['co wiesz o Contoso', customer('Contoso'), 'pl'],
  ['czy Contoso jest aktywny?', customer('Contoso'), 'pl'],
  ['co słychać w Contoso', customer('Contoso'), 'pl'],
  ['ostatni kontakt z "Łódź Sp. z o.o."', customer('Łódź Sp. z o.o.'), 'pl'],
]);

table('a plain name', [
  ['Data for Good', customer('Data for Good')],
  ['All for One', customer('All for One')],
  ['Contact Energy', customer('Contact Energy')],
  ['Contoso', customer('Contoso')],
  ['  contoso  ', customer('contoso')],
  ['"Top"', customer('Top')],
  ['Topps', customer('Topps')],
  ['Status Quo Ltd', customer('Status Quo Ltd')],
  ['Help Desk GmbH', customer('Help Desk GmbH')],
  ['Top Gear', customer('Top Gear')],
  ['Consenta', customer('Consenta')],
  ['rankin', customer('rankin')],
  ['Rankin', customer('Rankin')],
  ['Statys', customer('Statys')],
  ['Stanley', customer('Stanley')],
  ['Segmont Partners', customer('Segmont Partners')],
  ['Hello Fresh', customer('Hello Fresh')],
  ['The Engagement Group', customer('The Engagement Group')],
  ['Compass & Co', customer('Compass & Co')],
  ["O'Brien's", customer("O'Brien's")],
  ['Smith, Jones and Co', customer('Smith, Jones and Co')],
  ['Contoso and Fabrikam', customer('Contoso and Fabrikam')],
  ['3M', customer('3M')],
  ['Polish Airlines', customer('Polish Airlines')],
  ['اتصالات', customer('اتصالات')],
  ['__proto__', customer('__proto__')],
  ['constructor', customer('constructor')],
]);

table('a comparison', [
  ['difference between Contoso and Fabrikam', compare('Contoso', 'Fabrikam'), 'en'],
  ['compare Contoso and Fabrikam', compare('Contoso', 'Fabrikam'), 'en'],
  ['Compare Contoso, Fabrikam and Northwind.', compare('Contoso', 'Fabrikam', 'Northwind')],
  ['compare Contoso, Fabrikam, and Northwind', compare('Contoso', 'Fabrikam', 'Northwind')],
  ['compare Contoso and Fabrikam and Northwind', compare('Contoso', 'Fabrikam', 'Northwind')],
  ['compare Contoso with Fabrikam', compare('Contoso', 'Fabrikam')],
  ['compare Contoso to Fabrikam', compare('Contoso', 'Fabrikam')],
  ['compair contoso & fabrikam', compare('contoso', 'fabrikam')],
  ['comparre contoso and fabrikam', compare('contoso', 'fabrikam')],
  ['can you compare Contoso and Fabrikam?', compare('Contoso', 'Fabrikam')],
  ['Contoso vs Fabrikam', compare('Contoso', 'Fabrikam')],
  ['Contoso vs. Smith and Sons', compare('Contoso', 'Smith and Sons')],
  ['compare Smith and Sons and Contoso', compare('Smith and Sons', 'Contoso')],
  ['compare Smith & Sons and Contoso', compare('Smith & Sons', 'Contoso')],
  ['compare "Marks and Spencer" and Contoso', compare('Marks and Spencer', 'Contoso')],
  ['compare “A, B” with „C and D”', compare('A, B', 'C and D')],
  ['compare "A" "B"', compare('A', 'B')],
  ['compare Acme, Inc. and Contoso', compare('Acme, Inc', 'Contoso')],
  ['compare A, B, C, D and E', compare('A', 'B', 'C', 'D')],
  ['porównaj Contoso i Fabrikam', compare('Contoso', 'Fabrikam'), 'pl'],
  ['Porownaj Contoso z Fabrikam', compare('Contoso', 'Fabrikam'), 'pl'],
  ['porównaj Contoso Sp. z o.o. i Fabrikam S.A.', compare('Contoso Sp. z o.o', 'Fabrikam S.A'), 'pl'],
  ['porównaj Contoso, Fabrikam oraz Northwind', compare('Contoso', 'Fabrikam', 'Northwind'), 'pl'],
  ['compare with Contoso', customer('Contoso'), 'en'],
  ['compare', plain('help'), 'en'],
]);

table('the other questions', [
  ["who haven't we talked to lately", plain('stale'), 'en'],
  ['accounts we have not contacted', plain('stale'), 'en'],
  ['kto się nie odzywa', plain('stale'), 'pl'],
  ['z kim dawno nie rozmawialiśmy', plain('stale'), 'pl'],
  ['who is up?', plain('movers'), 'en'],
  ['is it running?', plain('status'), 'en'],
  ['who gave consent', plain('consent'), 'en'],
  ['kto wyraził zgodę', plain('consent'), 'pl'],
  ['stop', plain('unsubscribe'), 'en'],
  ['stale', plain('stale'), 'en'],
  ['Who has gone quiet?', plain('stale'), 'en'],
  ['which accounts went silent lately', plain('stale'), 'en'],
  ['kto zamilkł', plain('stale'), 'pl'],
  ['KTO ZAMILKL?!', plain('stale'), 'pl'],
  ['uśpieni', plain('stale'), 'pl'],
  ['pokaż uśpionych klientów', plain('stale'), 'pl'],
  ['top', plain('top')],
  ['top 10 customers', plain('top'), 'en'],
  ['show me the ranking', plain('top'), 'en'],
  ['ranking', plain('top')],
  ['pokaż ranking', plain('top'), 'pl'],
  ['najlepsi klienci', plain('top'), 'pl'],
  ['movers', plain('movers'), 'en'],
  ['who gained?', plain('movers'), 'en'],
  ['zmiany', plain('movers'), 'pl'],
  ['kto zyskał', plain('movers'), 'pl'],
  ['co się zmieniło?', plain('movers'), 'pl'],
  ['status', plain('status')],
  ['statsu', plain('status')],
  ['stan', plain('status'), 'pl'],
  ['jaki jest stan', plain('status'), 'pl'],
  ['consent', plain('consent'), 'en'],
  ['zgoda', plain('consent'), 'pl'],
  ['subscribe', plain('subscribe'), 'en'],
  ['Subscibe this channel', plain('subscribe'), 'en'],
  ['subskrybuj', plain('subscribe'), 'pl'],
  ['unsubscribe', plain('unsubscribe'), 'en'],
  ['unsubscirbe', plain('unsubscribe'), 'en'],
  ['cancel the subscription', plain('unsubscribe'), 'en'],
  ['anuluj subskrypcję', plain('unsubscribe'), 'pl'],
  ['Anuluj subskrypcje kanału', plain('unsubscribe'), 'pl'],
  ['help', plain('help'), 'en'],
  ['hi', plain('help'), 'en'],
  ['Hello!', plain('help'), 'en'],
  ['what can you do?', plain('help'), 'en'],
  ['What can I ask?', plain('help'), 'en'],
  ['O co mogę zapytać?', plain('help'), 'pl'],
  ['pomoc', plain('help'), 'pl'],
  ['Cześć', plain('help'), 'pl'],
  ['dzień dobry', plain('help'), 'pl'],
  ['/help', plain('help'), 'en'],
  ['?', plain('help')],
  ['', plain('help')],
  ['👍', plain('help')],
  ['segment Key accounts', { kind: 'segment', name: 'Key accounts' }],
  ['segment "Key accounts"', { kind: 'segment', name: 'Key accounts' }],
  ['show me the segment Stale accounts', { kind: 'segment', name: 'Stale accounts' }, 'en'],
  ['segmnet stale', { kind: 'segment', name: 'stale' }],
  ['segments', { kind: 'segment', name: '' }, 'en'],
  ['segmenty', { kind: 'segment', name: '' }, 'pl'],
  ['pokaż segment Uśpieni', { kind: 'segment', name: 'Uśpieni' }, 'pl'],
  ['language', { kind: 'language', language: undefined }, 'en'],
  ['language polish', { kind: 'language', language: 'pl' }, 'en'],
  ['Language: PL', { kind: 'language', language: 'pl' }, 'en'],
  ['langauge english', { kind: 'language', language: 'en' }, 'en'],
  ['switch from English to Polish', { kind: 'language', language: 'pl' }, 'en'],
  ['język polski', { kind: 'language', language: 'pl' }, 'pl'],
  ['jezyk angielski', { kind: 'language', language: 'en' }, 'pl'],
  ['po polsku', { kind: 'language', language: 'pl' }, 'pl'],
  ['language german', { kind: 'language', language: undefined }, 'en'],
]);

const word = fc.stringMatching(/^[a-zA-Z0-9ąćęłńóśźż'.&-]{1,12}$/u);
const name = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.array(word, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ')));

it('never throws, and names are never longer than is kept', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 3_000 })), (text) => {
      const { question } = parseQuestion(text);
      if (question.kind === 'customer') expect(question.name.length).toBeLessThanOrEqual(600);
    }),
  );
});

it('gives a name in quotation marks back as it is', () => {
  fc.assert(
    fc.property(name, fc.constantFrom('engagement for ', 'zaangażowanie ', 'klient ', 'Engagement for customer ', ''), fc.constantFrom('', '?', ' ', '!!'), (given, before, after) => {
      const kept = given.trim();
      fc.pre(kept !== '' && !/["”“]/u.test(kept));
      expect(parseQuestion(`${before}"${given}"${after}`).question).toEqual(customer(kept));
    }),
  );
});

it('reads back the names that it quotes itself', () => {
  fc.assert(
    fc.property(name, name, (first, second) => {
      const [one, other] = [first.trim(), second.trim()];
      fc.pre(one !== '' && other !== '' && !/["“”«»「」]/u.test(one + other));
      expect(parseQuestion(`compare ${quoted(one)} and ${quoted(other)}`).question).toEqual(compare(one, other));
    }),
  );
});

it('takes every writing of a command for the same', () => {
  const asked = fc.constantFrom('who has gone quiet', 'kto zamilkł', 'top', 'najlepsi', 'zmiany', 'movers', 'status', 'zgoda', 'subskrybuj', 'anuluj subskrypcję', 'help', 'cześć', 'język polski', 'segmenty');
  const without = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
  const writing = fc.constantFrom((text: string) => text, (text: string) => text.toUpperCase(), without, (text: string) => text.charAt(0).toUpperCase() + text.slice(1));
  const ending = fc.constantFrom('', '.', '?', '!', ' …', '  ', '?!');
  fc.assert(
    fc.property(asked, writing, ending, (text, write, end) => {
      expect(parseQuestion(`${write(text)}${end}`)).toEqual(parseQuestion(text));
    }),
  );
});

it('reads a very long text at once', () => {
  const startedAt = performance.now();
  parseQuestion('"'.repeat(30_000));
  parseQuestion('compare ' + 'a and '.repeat(10_000));
  expect(performance.now() - startedAt).toBeLessThan(500);
});
