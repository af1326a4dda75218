import type { LocalPerson } from '../contract.ts';
import { button, element } from './elements.ts';
import type { FrameTexts } from './texts.ts';

interface SignInOptions {
  readonly people: readonly LocalPerson[];
  readonly texts: FrameTexts;
  readonly bar: readonly Node[];
  readonly onChoose: (person: LocalPerson) => void;
}

/** Where one chooses who to be. */
export function signInPage({ people, texts, bar, onChoose }: SignInOptions): HTMLElement {
  const cards = people.map((person) => {
    const { title, can } = texts.parts[person.part];
    const initials = person.displayName.split(' ').map((name) => name[0]).join('').slice(0, 2);
    const words = element('span', { class: 'words' }, element('strong', {}, person.displayName), element('span', { class: 'part' }, title), element('span', {}, can));
    return element('li', {}, button([element('span', { class: 'initials', 'aria-hidden': 'true' }, initials), words], () => onChoose(person)));
  });
  return element(
    'div',
    { class: 'signIn' },
    element('header', { class: 'bar' }, element('div', { class: 'product' }, element('span', { class: 'name' }, texts.product), element('span', {}, texts.frameName)), ...bar),
    element('main', {}, element('h1', {}, texts.signIn.heading), element('p', {}, texts.signIn.text), element('ul', {}, ...cards)),
  );
}

/** In the place of everything, while the service does not answer. */
export function failurePage(texts: FrameTexts, onRetry: () => void): HTMLElement {
  return element('main', { class: 'failurePage' }, element('h1', {}, texts.product), element('p', { role: 'alert' }, texts.signIn.failed), button(texts.signIn.retry, onRetry, { class: 'primary' }));
}
