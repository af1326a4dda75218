import type { Language } from '../texts/language.ts';
import type { Question } from './question.ts';

/** Words are written as `folded` leaves them. */
const words = (text: string): readonly string[] => text.split(' ');
const setOf = (text: string): ReadonlySet<string> => new Set(words(text));

/** Words that say nothing by themselves: beside the words of a command there may be these only. */
export const fillers: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: setOf(
    'who whos has have had is are was were been be gone went going got the a an any our my us me we i you your of for in on at to with from by about this that these here there ' +
      'now today lately recently week month year weekly since last long most biggest big all every list show give tell see get find display view which what whats how does do did can could would will ' +
      'want please accounts account customers customer clients client companies channel chat conversation it and or notices notifications updates news results run runs enrichment enrichments engagement score current still no not gave given',
  ),
  pl: setOf(
    'kto ktora ktory ktorzy ktore ktorych jaki jaka jakie jacy co czym czego jak wyglada wygladaja jest sa byl byla sie mi mnie nam nas u nasi nasze naszych naszymi moje moi ten ta te to tu tutaj tej tego tym na w we z ze od do dla i o a ' +
      'pokaz pokazcie podaj daj wyswietl wypisz lista liste prosze poprosze chce chcialbym chcialabym zobaczyc mozesz czy nie klienci klientow klientami klientach klienta klient konta kont kontami firmy firm firmami kanal kanale kanalu ' +
      'czat czacie czatu rozmowa rozmowe rozmowy grupa grupe zespol zespolu najwieksze najwiekszy najbardziej ostatnio dzis dzisiaj teraz dawna dlugo tydzien tygodnia tygodniu miesiac miesiacu wszystkie wszystkich wszyscy ' +
      'powiadomienia powiadomien wyniki wynikow przebieg przebiegu wzbogacanie wzbogacania zaangazowanie aktualny aktualne obecny mial miala ma mam mamy macie kim wyrazil wyrazila udzielil udzielila',
  ),
};

/** What may stand before a question or a name, and is not part of it. */
export const politeness: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: setOf('please show me us give tell display view can could you find search lookup open'),
  pl: setOf('prosze poprosze pokaz mi nam podaj daj wyswietl czy mozesz moglbys znajdz szukaj wyszukaj otworz'),
};

/** What may stand behind a name, and is not part of it. */
export const afterthoughts: ReadonlySet<string> = setOf(
  'please thanks thx prosze dzieki doing going performing lately recently today now ostatnio teraz dzis dzisiaj engagement score engaged active zaangazowanie wynik jest zaangazowany zaangazowana aktywny aktywna',
);

/** A greeting goes before a question with a comma behind it; without one it may be the beginning of a name (HelloFresh is written in many ways). */
export const greetings: ReadonlySet<string> = setOf('hi hello hey czesc hej witaj witam siema');

type PlainKind = Exclude<Question['kind'], 'customer' | 'compare' | 'segment' | 'language'>;

export interface Command {
  readonly kind: PlainKind;
  /** Undefined: the word is the same in both. */
  readonly language: Language | undefined;
  /** All of them have to be there, in any order. */
  readonly words: readonly string[];
}

function commandsOf(kind: PlainKind, byLanguage: Readonly<Partial<Record<Language | 'both', string>>>): readonly Command[] {
  return Object.entries(byLanguage).flatMap(([language, phrases]) =>
    phrases.split(', ').map((phrase) => ({ kind, language: language === 'en' || language === 'pl' ? language : undefined, words: words(phrase) })),
  );
}

/** In the order in which they are tried. */
export const commands: readonly Command[] = [
  ...commandsOf('unsubscribe', {
    en: 'unsubscribe, stop, cancel subscription, stop subscription, end subscription, remove subscription, stop notices, stop notifications, stop updates',
    pl: 'odsubskrybuj, anuluj subskrypcje, anuluj subskrypcja, zakoncz subskrypcje, usun subskrypcje, wylacz subskrypcje, cofnij subskrypcje, wypisz sie, wypisz nas, wylacz powiadomienia, anuluj powiadomienia',
  }),
  ...commandsOf('subscribe', { en: 'subscribe, subscription', pl: 'subskrybuj, zasubskrybuj, subskrypcja, subskrypcje, wlacz powiadomienia' }),
  ...commandsOf('stale', {
    en: 'stale, quiet, gone quite, went quite, silent, dormant, inactive, gone cold, went cold, gone dark, went dark, lost touch, havent talked, not talked, havent contacted, not contacted, no contact',
    pl: 'zamilkl, zamilkla, zamilklo, zamilkli, zamilkly, uspieni, uspione, uspiony, uspionych, milczy, milcza, milczacy, milczace, ucichl, ucichli, ucichlo, ucichly, cisza, cicho, nieaktywni, nieaktywne, nieaktywnych, nie odzywa, nie odzywaja, nie rozmawialismy, dawno rozmawialismy, bez kontaktu, brak kontaktu',
  }),
  ...commandsOf('movers', {
    en: 'movers, mover, changes, changed, gained, gainers, risen, rose, risers, fallen, fell, fallers, dropped, grew, improved, losers, who up, who down',
    pl: 'zmiany, zmiana, zmian, zmienilo, zmienil, zmienili, zyskal, zyskali, zyskala, zyskaly, stracil, stracili, stracila, stracily, wzrosl, wzrosli, wzrosty, spadl, spadli, spadki',
  }),
  ...commandsOf('top', {
    both: 'top, ranking',
    en: 'rankings, rank, best, leaderboard, most engaged',
    pl: 'najlepsi, najlepsze, najlepszy, najlepszych, rankingu, czolowka, najbardziej zaangazowani, najbardziej zaangazowane',
  }),
  ...commandsOf('status', { both: 'status', en: 'state, progress, running', pl: 'stan, postep, statusu' }),
  ...commandsOf('consent', { en: 'consent, consents', pl: 'zgoda, zgody, zgode, zgod' }),
  ...commandsOf('help', {
    both: 'hej, menu, start',
    en: 'help, hi, hello, hey, hiya, thanks, thank you, good morning, good afternoon, good evening, commands, examples, what can you do, what can i ask',
    pl: 'pomoc, pomocy, pomoz, czesc, witaj, witam, siema, dzien dobry, dobry wieczor, dziekuje, dzieki, polecenia, przyklady, co umiesz, co potrafisz, o co moge zapytac',
  }),
  ...commandsOf('top', { en: 'engagement, customers, accounts, clients', pl: 'zaangazowanie, klienci, klientow' }),
];

export const commandWords: ReadonlySet<string> = new Set(commands.flatMap((command) => command.words));

/** Beginnings of a question for an account, as words that follow one another. */
export interface Opening {
  readonly language: Language;
  readonly words: readonly string[];
}

function openingsOf(language: Language, phrases: string): readonly Opening[] {
  return phrases.split(', ').map((phrase) => ({ language, words: words(phrase) }));
}

/** Whatever follows is a name, were it the word of a command. Fillers may stand before. */
export const namingOpenings: readonly Opening[] = [
  ...openingsOf('en', 'engagement for, engagement of, engagement with, engagement at, engagement by, score for, score of, engaged is'),
  ...openingsOf('pl', 'zaangazowanie dla, zaangazowanie z, zaangazowanie u, zaangazowanie w, zaangazowanie, zaangazowania, wynik dla, wynik ma, wynik, klient, klienta, klientem'),
];

/** The same where nothing stands before: within a text they may be part of a name. */
export const firstOpenings: readonly Opening[] = openingsOf('en', 'engagement, customer, account, client');

/** What follows is a name if it is no command. The longer ones come first. */
export const looseOpenings: readonly Opening[] = [
  ...openingsOf('en', 'how are we doing with, how are things with, how are things at, how is it going with, how is, how are, hows, how about, what about, whats up with, about, search for, look up, what is, whats, is'),
  ...openingsOf('pl', 'jak sie ma, jak stoimy z, jak idzie z, jak idzie, jak wygladaja, jak wyglada, jak stoi, jak tam, co slychac u, co tam u, co u, co ze, co z, co o, o'),
];

/** What a question for an account is about: of these and fillers, sentences are made that nobody could list ("when did we last talk to …"). */
export const topics: ReadonlySet<string> = setOf(
  'how hows when where why status score scores engagement engaged numbers figures stats emails email mail mails meetings meeting calls contact contacts talk talked speak spoke met meet touch stand doing relationship situation news info information details much many ' +
    'jak jaki jakie jaka kiedy ile status stan wynik wyniki zaangazowanie sytuacja sytuacje relacja relacje kontakt kontakty kontaktu spotkania spotkan spotkanie maile maili mail mejle mejli wiadomosci rozmawialismy rozmawialem rozmawialam rozmowy rozmow pisalismy spotkalismy ' +
    'slychac wiesz wiadomo powiedz opowiedz ostatni ostatnia ostatnie punktow punkty liczby informacje stoimy idzie',
);

/** What the name follows in such a sentence. */
export const prepositions: ReadonlySet<string> = setOf('for of with at about on to from is are z ze o u w dla od do ma jest');

/** Nouns between an opening and the name, as they are written within a sentence: with a capital letter they belong to the name. */
export const accountNouns: ReadonlySet<string> = setOf('customer client account company klienta klient klientem klientowi firmy firma firmie firma konta konto spolki spolka');

/** The same before such a noun, or before a name with a capital letter: without one they may be part of it ("the body shop"). */
export const articles: ReadonlySet<string> = setOf('the our my nasz nasza naszego naszej naszym moj mojego moim');

/** Between the names of a comparison, wherever it stands. */
export const versusWords: ReadonlySet<string> = setOf('vs versus kontra');

/** Before the first name of a comparison. */
export const compareLinks: ReadonlySet<string> = setOf('with between of to z ze miedzy pomiedzy customers accounts klientow');

export const compareWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: setOf('compare compair comparison difference differences'),
  pl: setOf('porownaj porownanie porownac zestaw roznica roznice'),
};

export const segmentWords: Readonly<Record<Language | 'both', ReadonlySet<string>>> = {
  both: setOf('segment'),
  en: setOf('segments'),
  pl: setOf('segmenty segmentu segmencie segmentow'),
};

/** Which language a word is the name of; undefined those that we do not speak. */
export const languageNames: ReadonlyMap<string, Language | undefined> = new Map([
  ...words('polish polski polsku polskiego pl').map((name) => [name, 'pl'] as const),
  ...words('english angielski angielsku angielskiego en').map((name) => [name, 'en'] as const),
  ...words('german deutsch niemiecki niemiecku french francuski francusku spanish hiszpanski hiszpansku italian wloski wlosku ukrainian ukrainski ukrainsku czech czeski czesku').map((name) => [name, undefined] as const),
]);

/** With one of these alone the language is meant; with one of those below, if a language is named. */
export const languageNouns: Readonly<Record<Language, ReadonlySet<string>>> = { en: setOf('language languages lang'), pl: setOf('jezyk jezyka jezyki jezyku') };
export const languageVerbs: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: setOf('speak talk write answer switch change set use in'),
  pl: setOf('mow mowic pisz odpowiadaj przelacz zmien ustaw po'),
};
