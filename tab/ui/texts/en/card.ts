/** The bot's card, shown in the tab. */
export const card = {
  label: 'Card as the bot sends it',
  asTables: 'Charts as tables',
  chatOnly: 'Buttons that are not available here work in the chat with the bot.',
};
