export const compare = {
  title: 'Compare customers',
  add: 'Add a customer',
  table: 'Comparison',
  remove: 'Remove {{name}}',
  leads: 'ahead',
  totals: 'Emails and meetings',
  overTime: 'Emails and meetings by month',
  fromUs: 'From us',
  fromThem: 'From them',
  nobody: 'Nobody to compare yet',
  nobodyText: 'Add up to four customers by their names.',
  toCustomers: 'Go to the customers',
};
