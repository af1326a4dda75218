/**
 * Where the enrichment is offered: the United Kingdom, Europe and North America, as ISO 3166-1 alpha-2 codes.
 * Source: UN M49 (https://unstats.un.org/unsd/methodology/m49/), the region "Europe" and the sub-region "Northern America".
 */
const unitedKingdom = ['GB'];

/** M49 "Europe" without the United Kingdom, and two that M49 does not count there: Cyprus (M49: Western Asia), and Kosovo, whose XK is in wide use but not assigned by ISO. */
const europe = [
  ...['BG', 'BY', 'CZ', 'HU', 'MD', 'PL', 'RO', 'RU', 'SK', 'UA'], // Eastern
  ...['AX', 'DK', 'EE', 'FI', 'FO', 'GG', 'IE', 'IM', 'IS', 'JE', 'LT', 'LV', 'NO', 'SE', 'SJ'], // Northern
  ...['AD', 'AL', 'BA', 'ES', 'GI', 'GR', 'HR', 'IT', 'ME', 'MK', 'MT', 'PT', 'RS', 'SI', 'SM', 'VA'], // Southern
  ...['AT', 'BE', 'CH', 'DE', 'FR', 'LI', 'LU', 'MC', 'NL'], // Western
  ...['CY', 'XK'],
];

/** M49 "Northern America", and Mexico (M49: Central America). */
const northAmerica = ['BM', 'CA', 'GL', 'PM', 'US', 'MX'];

const supportedCountries: ReadonlySet<string> = new Set([...unitedKingdom, ...europe, ...northAmerica]);

/** True where the enrichment is offered to a tenant of this country (ISO 3166-1 alpha-2, any case). An unknown country is not supported. */
export function isSupportedCountry(code: string | undefined): boolean {
  return code !== undefined && supportedCountries.has(code.toUpperCase());
}
