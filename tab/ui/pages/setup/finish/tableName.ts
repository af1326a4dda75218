const lengthMax = 50;

/** Letters that do not come apart into a plain one and its accent. */
const plainLetters: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', ß: 'ss', ø: 'o', Ø: 'O', æ: 'ae', Æ: 'Ae', đ: 'd', Đ: 'D', œ: 'oe', Œ: 'Oe' };

/** A name for the output table, made of the enrichment's: its words run together, as `SalesEngagement`. Empty where the name has no letter that tables take. */
export function tableNameFrom(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => plainLetters[letter] ?? ' ')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  return joined.replace(/^\d+/, '').slice(0, lengthMax);
}

/** The table's name after the enrichment's has changed: it follows as long as nobody has given it one of its own. */
export function tableNameAfter(change: { readonly name: string; readonly newName: string; readonly outputTable: string }): string {
  const { name, newName, outputTable } = change;
  return outputTable === '' || outputTable === tableNameFrom(name) ? tableNameFrom(newName) : outputTable;
}
