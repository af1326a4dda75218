export const charts = {
  showTable: 'Pokaż jako tabelę',
  showTableOf: 'Pokaż jako tabelę: {{title}}',
  showChart: 'Pokaż jako wykres',
  showChartOf: 'Pokaż jako wykres: {{title}}',
  barsOf: '{{title}}, wykres słupkowy',
  lineOf: '{{title}}, wykres liniowy',
  period: 'Okres',
  at: 'Czas',
  empty: 'Brak danych z tego okresu',
  gauge: '{{title}}: {{score}} na 100',
  gaugeNone: '{{title}}: brak',
};
