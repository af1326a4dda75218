import type { PageLanguage } from './consentTexts.ts';

interface AboutText {
  readonly title: string;
  readonly sections: readonly { readonly id: 'what' | 'privacy' | 'terms'; readonly heading: string; readonly paragraphs: readonly string[] }[];
}

export const aboutTexts: Readonly<Record<PageLanguage, AboutText>> = {
  en: {
    title: 'About this app',
    sections: [
      {
        id: 'what',
        heading: 'What it does',
        paragraphs: [
          'Account Engagement shows in Microsoft Teams how engaged customers are: it counts the emails and meetings between an organisation and its customers over the last twelve months, and makes figures and a score of them for each customer.',
          'The organisation whose app this is runs it itself. Whoever made the software runs no part of it and receives no data. With questions, turn to the people who run Microsoft 365 in your organisation.',
        ],
      },
      {
        id: 'privacy',
        heading: 'Privacy',
        paragraphs: [
          'Nothing is read before a Global Administrator of the organisation has consented. Then it is read who wrote to whom and who met whom, and when, in the chosen mailboxes and calendars. Subjects, bodies, attachments, locations and categories are never read.',
          'Records are kept of emails and meetings with customers only, with pseudonyms in place of addresses, for twelve months; what is older is deleted at the next run. They serve to show figures of whole customers to people with access to the app. Nobody sees figures of one person, or a single email or meeting.',
          'Beside these records the app keeps its settings, with the addresses of the chosen people; the contact data that an admin has given it; a log of who asked for consent, gave it, withdrew it and exported results; and which chats the bot is in.',
          'A Global Administrator can withdraw the consent at any time, in the app or by removing its permissions in Microsoft Entra ID. Reading stops within seconds, and everything derived from the data is erased. Whoever does not want to be read can ask an admin of the app: what is kept of one person is then erased, and the person is not read again.',
        ],
      },
      {
        id: 'terms',
        heading: 'Terms of use',
        paragraphs: [
          'Account Engagement is free software under the MIT licence: it may be used, changed and passed on, and comes without any warranty.',
          'The organisation that runs it decides who may use it, and what for. The score compares customers with one another; it is not made for judging people.',
        ],
      },
    ],
  },
  pl: {
    title: 'O aplikacji',
    sections: [
      {
        id: 'what',
        heading: 'Co robi aplikacja',
        paragraphs: [
          'Account Engagement pokazuje w Microsoft Teams zaangażowanie klientów: liczy e-maile i spotkania między organizacją a jej klientami z ostatnich dwunastu miesięcy i na tej podstawie oblicza dane oraz wynik każdego klienta.',
          'Organizacja, do której należy ta aplikacja, prowadzi ją sama. Twórcy oprogramowania nie prowadzą żadnej jego części i nie otrzymują żadnych danych. Z pytaniami zwróć się do osób, które zarządzają Microsoft 365 w Twojej organizacji.',
        ],
      },
      {
        id: 'privacy',
        heading: 'Prywatność',
        paragraphs: [
          'Dopóki administrator globalny organizacji nie wyrazi zgody, nic nie jest odczytywane. Po jej wyrażeniu odczytywane jest to, kto do kogo pisał i kto z kim się spotkał oraz kiedy, w wybranych skrzynkach i kalendarzach. Tematy, treść, załączniki, lokalizacje i kategorie nigdy nie są odczytywane.',
          'Przechowywane są tylko zapisy o e-mailach i spotkaniach z klientami, z pseudonimami zamiast adresów, przez dwanaście miesięcy; starsze są usuwane przy następnym przebiegu. Służą do pokazywania danych o klientach jako całości osobom z dostępem do aplikacji. Nikt nie widzi danych o pojedynczej osobie, e-mailu ani spotkaniu.',
          'Oprócz tych zapisów aplikacja przechowuje swoje ustawienia wraz z adresami wybranych osób, dane kontaktów przekazane przez administratora, dziennik tego, kto prosił o zgodę, udzielił jej, wycofał ją i eksportował wyniki, a także to, w jakich czatach jest bot.',
          'Administrator globalny może w każdej chwili wycofać zgodę: w aplikacji lub odbierając jej uprawnienia w Microsoft Entra ID. Odczyt ustaje w ciągu kilku sekund, a wszystko, co powstało z tych danych, jest usuwane. Kto nie chce, aby jego dane były odczytywane, może poprosić administratora aplikacji: to, co jest przechowywane o tej osobie, zostaje wtedy usunięte, a jej dane nie są więcej odczytywane.',
        ],
      },
      {
        id: 'terms',
        heading: 'Warunki użytkowania',
        paragraphs: [
          'Account Engagement jest wolnym oprogramowaniem na licencji MIT: wolno je używać, zmieniać i przekazywać dalej; nie jest objęte żadną gwarancją.',
          'O tym, kto i w jakim celu może z niego korzystać, decyduje organizacja, która je prowadzi. Wynik porównuje klientów między sobą; nie służy do oceniania ludzi.',
        ],
      },
    ],
  },
};
