export const table = {
  loading: 'Loading …',
  rows_one: '{{formattedCount}} row',
  rows_other: '{{formattedCount}} rows',
};
