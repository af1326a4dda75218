/** What became of the administrator's way through the consent page of Microsoft Entra ID, as far as the page that ends it tells. */
export const consentOutcomes = ['granted', 'notGranted', 'declined', 'ended', 'notAdministrator', 'tryLater', 'failed'] as const;
export type ConsentOutcome = (typeof consentOutcomes)[number];

export const pageLanguages = ['en', 'pl'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

interface Text {
  readonly title: string;
  /** What happened. */
  readonly what: string;
  /** What to do next. */
  readonly next: string;
}

export const productName = 'Account Engagement';

export const requestIdLabel: Readonly<Record<PageLanguage, string>> = { en: 'Request id', pl: 'Identyfikator żądania' };

export const backToChat: Readonly<Record<PageLanguage, string>> = { en: 'Back to the chat', pl: 'Wróć do czatu' };

export const consentTexts: Readonly<Record<PageLanguage, Readonly<Record<ConsentOutcome, Text>>>> = {
  en: {
    granted: {
      title: 'Consent is given',
      what: 'Your organisation has consented to this enrichment. Only who wrote to whom and who met whom is read, and when; never a subject or a content.',
      next: 'Close this window and go back to Microsoft Teams. You can withdraw the consent there at any time.',
    },
    notGranted: {
      title: 'Consent was not given',
      what: 'Microsoft Entra ID reports that the permissions were not granted. Nothing has been read.',
      next: 'If you want to grant them, close this window, open the request in Microsoft Teams again and choose Review and consent. To refuse for good, choose Decline there.',
    },
    declined: {
      title: 'The request was declined',
      what: 'This request for consent has been declined. Nothing has been read.',
      next: 'Close this window. Whoever set the enrichment up can ask again.',
    },
    ended: {
      title: 'This link has ended',
      what: 'The link was used already, is too old, or was not made here. Nothing has changed by it.',
      next: 'Close this window, open the request in Microsoft Teams again and choose Review and consent.',
    },
    notAdministrator: {
      title: 'A Global Administrator is needed',
      what: 'At this moment you are not a Global Administrator of the organisation, so that you cannot consent for it. Nothing has been read.',
      next: 'Close this window and ask a Global Administrator to open the request in Microsoft Teams.',
    },
    tryLater: {
      title: 'Microsoft does not answer',
      what: 'Whether the permissions are granted could not be found out just now. Nothing has been read.',
      next: 'Close this window, wait some minutes, open the request in Microsoft Teams again and choose Review and consent.',
    },
    failed: {
      title: 'Something went wrong',
      what: 'The consent could not be recorded. Nothing has been read.',
      next: 'Close this window, open the request in Microsoft Teams again and choose Review and consent. If it happens again, tell the people who run this app the id below.',
    },
  },
  pl: {
    granted: {
      title: 'Zgoda została udzielona',
      what: 'Twoja organizacja zgodziła się na to wzbogacanie danych. Odczytywane jest tylko to, kto do kogo pisał i kto z kim się spotkał oraz kiedy; nigdy temat ani treść.',
      next: 'Zamknij to okno i wróć do Microsoft Teams. Zgodę można tam w każdej chwili wycofać.',
    },
    notGranted: {
      title: 'Zgoda nie została udzielona',
      what: 'Microsoft Entra ID informuje, że uprawnienia nie zostały przyznane. Niczego nie odczytano.',
      next: 'Aby je przyznać, zamknij to okno, otwórz ponownie prośbę w Microsoft Teams i wybierz Przejrzyj i wyraź zgodę. Aby odmówić ostatecznie, wybierz tam Odrzuć.',
    },
    declined: {
      title: 'Prośba została odrzucona',
      what: 'Ta prośba o zgodę została odrzucona. Niczego nie odczytano.',
      next: 'Zamknij to okno. Osoba, która przygotowała wzbogacanie, może poprosić ponownie.',
    },
    ended: {
      title: 'Ten link stracił ważność',
      what: 'Link został już użyty, jest za stary albo nie powstał tutaj. Niczego nie zmienił.',
      next: 'Zamknij to okno, otwórz ponownie prośbę w Microsoft Teams i wybierz Przejrzyj i wyraź zgodę.',
    },
    notAdministrator: {
      title: 'Potrzebny jest administrator globalny',
      what: 'W tej chwili nie masz roli administratora globalnego organizacji, więc nie możesz wyrazić zgody w jej imieniu. Niczego nie odczytano.',
      next: 'Zamknij to okno i poproś administratora globalnego o otwarcie prośby w Microsoft Teams.',
    },
    tryLater: {
      title: 'Microsoft nie odpowiada',
      what: 'Nie udało się teraz sprawdzić, czy uprawnienia zostały przyznane. Niczego nie odczytano.',
      next: 'Zamknij to okno, odczekaj kilka minut, otwórz ponownie prośbę w Microsoft Teams i wybierz Przejrzyj i wyraź zgodę.',
    },
    failed: {
      title: 'Coś poszło nie tak',
      what: 'Nie udało się zapisać zgody. Niczego nie odczytano.',
      next: 'Zamknij to okno, otwórz ponownie prośbę w Microsoft Teams i wybierz Przejrzyj i wyraź zgodę. Jeśli to się powtórzy, podaj osobom prowadzącym aplikację poniższy identyfikator.',
    },
  },
};
