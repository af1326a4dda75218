/** The line that a failure of the API names, as in `contacts.csv, line 12: …`; the sentence itself is in English. */
export function lineIn(detail: string): number | undefined {
  const line = /\bline (\d+)\b/.exec(detail)?.[1];
  return line === undefined ? undefined : Number(line);
}

/** Whether a file may be CSV, by its name: what is certainly none is not worth the way. */
export function mayBeCsv(fileName: string): boolean {
  return /\.(csv|txt|tsv)$/i.test(fileName);
}

const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** `1.5 MB` and the like, in units of 1,024. */
export function fileSize(bytes: number, language: string): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[power] ?? 'byte', unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: power === 0 ? 0 : 1 }).format(bytes / 1_024 ** power);
}
