/** All zones that the browser knows, by their IANA names, and UTC, which some browsers leave out. */
export function timeZones(): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
}

/** As it is read: `America/New York`. */
export function zoneLabel(zone: string): string {
  return zone.replaceAll('_', ' ');
}

/** The zones that have all words of the text in their names; where the text is empty, all. */
export function zonesMatching(zones: readonly string[], text: string): readonly string[] {
  const words = plain(text).split(/\s+/);
  return zones.filter((zone) => words.every((word) => plain(zone).includes(word)));
}

/** Of the zone at an instant, such as `GMT+1`. */
export function offsetOf(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/[_/]/g, ' ');
}
