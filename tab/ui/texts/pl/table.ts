export const table = {
  loading: 'Wczytywanie…',
  rows_one: '{{formattedCount}} wiersz',
  rows_few: '{{formattedCount}} wiersze',
  rows_many: '{{formattedCount}} wierszy',
  rows_other: '{{formattedCount}} wiersza',
};
