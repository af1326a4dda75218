export const charts = {
  showTable: 'Show as a table',
  showTableOf: 'Show as a table: {{title}}',
  showChart: 'Show as a chart',
  showChartOf: 'Show as a chart: {{title}}',
  barsOf: '{{title}}, bar chart',
  lineOf: '{{title}}, line chart',
  period: 'Period',
  at: 'Time',
  empty: 'Nothing to show for this time',
  gauge: '{{title}}: {{score}} of 100',
  gaugeNone: '{{title}}: none',
};
