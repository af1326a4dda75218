/** The bot's card, shown in the tab. */
export const card = {
  label: 'Karta, którą wysyła bot',
  asTables: 'Wykresy jako tabele',
  chatOnly: 'Przyciski niedostępne tutaj działają na czacie z botem.',
};
