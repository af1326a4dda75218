/** A table for a terminal: the first column to the left, all others to the right, as numbers are read. */
export function table(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const written = lines.map((line) => widths.map((width, column) => pad(line[column] ?? '', width, column === 0)).join('  ').trimEnd());
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, '', written[0], rule, ...written.slice(1), ''].join('\n');
}

function pad(text: string, width: number, isFirst: boolean): string {
  return isFirst ? text.padEnd(width) : text.padStart(width);
}

/** `12,345` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

export function decimal(value: number, digits = 2): string {
  return value.toFixed(digits);
}

/** `0.61×` */
export function ratio(value: number): string {
  return `${value.toFixed(2)}×`;
}
