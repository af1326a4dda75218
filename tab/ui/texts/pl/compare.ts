export const compare = {
  title: 'Porównanie klientów',
  add: 'Dodaj klienta',
  table: 'Porównanie',
  remove: 'Usuń: {{name}}',
  leads: 'prowadzi',
  totals: 'E-maile i spotkania',
  overTime: 'E-maile i spotkania w kolejnych miesiącach',
  fromUs: 'Od nas',
  fromThem: 'Od klienta',
  nobody: 'Nie wybrano jeszcze klientów',
  nobodyText: 'Dodaj do czterech klientów, podając ich nazwy.',
  toCustomers: 'Przejdź do klientów',
};
