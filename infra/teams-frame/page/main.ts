import './withoutEval.ts';
import type { LocalPerson } from '../contract.ts';
import { choices, themes, type Look } from './choices.ts';
import { button, choice } from './elements.ts';
import { openFrame, type Frame, type Place } from './frame.ts';
import { readPeople } from './server.ts';
import { failurePage, signInPage } from './signIn.ts';
import { catalogues } from './texts.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id root.');

let look = choices.look();
let place: Place = { tabId: 'customers' };
let frame: Frame | undefined;

/** Where the tab, opened alone, sent somebody to sign in: only ever to a page of the tab. */
function wantedPage(): string | undefined {
  const wanted = new URLSearchParams(location.search).get('open');
  if (wanted === null || !URL.canParse(wanted, location.origin)) return undefined;
  const { origin, pathname, search } = new URL(wanted, location.origin);
  return origin === location.origin && pathname.startsWith('/tab/') ? `${pathname}${search}` : undefined;
}

function dress(): void {
  document.documentElement.lang = look.language;
  document.documentElement.dataset['theme'] = look.theme;
  document.title = catalogues[look.language].title;
}

async function show(): Promise<void> {
  dress();
  const texts = catalogues[look.language];
  frame?.close();
  frame = undefined;
  const people = await readPeople().catch(() => undefined);
  if (people === undefined) {
    root?.replaceChildren(failurePage(texts, () => void show()));
    return;
  }
  const person = people.find(({ userId }) => userId === choices.person());
  if (person === undefined || wantedPage() !== undefined) root?.replaceChildren(signInPage({ people, texts, bar: lookChoices(), onChoose: signIn }));
  else {
    frame = openFrame({ person, look: () => look, texts, bar: [personChoice(people, person), ...lookChoices(), button(texts.signOut, () => signOut())], place, onPlace: (next) => (place = next) });
    root?.replaceChildren(frame.element);
  }
}

function signIn({ userId }: LocalPerson): void {
  choices.setPerson(userId);
  const wanted = wantedPage();
  if (wanted === undefined) void show();
  else location.replace(wanted);
}

function signOut(): void {
  choices.setPerson(undefined);
  place = { tabId: 'customers' };
  void show();
}

function personChoice(people: readonly LocalPerson[], person: LocalPerson): HTMLElement {
  const { person: label, parts } = catalogues[look.language];
  const options = people.map(({ userId, displayName, part }) => [userId, `${displayName} (${parts[part].title})`] as const);
  return choice(label, options, person.userId, (userId) => {
    choices.setPerson(userId);
    void show();
  });
}

/** A theme is followed as the tab goes on; another language starts it anew, as in Teams. */
function lookChoices(): HTMLElement[] {
  const texts = catalogues[look.language];
  const theme = choice(texts.theme, themes.map((name) => [name, texts.themes[name]] as const), look.theme, (name) => {
    keepLook({ ...look, theme: name });
    frame?.changeTheme(name);
  });
  const language = choice(texts.language, [['en', 'English'], ['pl', 'Polski']] as const, look.language, (name) => {
    keepLook({ ...look, language: name });
    void show();
  });
  return [theme, language];
}

function keepLook(next: Look): void {
  look = next;
  choices.setLook(look);
  dress();
}

await show();
