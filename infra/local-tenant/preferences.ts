import { IANAZone } from 'luxon';
import { GraphError } from './reply.ts';

/** What a request's `Prefer` header asks for. It holds for this request alone: the next page must ask again. */
export interface Preferences {
  readonly immutableIds: boolean;
  /** IANA name. */
  readonly timeZone: string;
  readonly pageSizeMax: number | undefined;
  /** RFC 7240 section 3; undefined where nothing was applied. */
  readonly applied: string | undefined;
}

/** Windows names that Outlook takes beside IANA's, as far as tests use them (CLDR windowsZones). */
const windowsZones: Readonly<Record<string, string>> = {
  'UTC': 'UTC',
  'GMT Standard Time': 'Europe/London',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central European Standard Time': 'Europe/Warsaw',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Pacific Standard Time': 'America/Los_Angeles',
};

const preference = /([\w.-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/g;

/** Unknown preferences are ignored, as RFC 7240 says; an unknown time zone is refused, as Outlook does. */
export function preferencesOf(header: string | undefined): Preferences {
  const asked = new Map([...(header ?? '').matchAll(preference)].map(([, name, quoted, bare]) => [name?.toLowerCase(), quoted ?? bare ?? '']));
  const immutableIds = asked.get('idtype')?.toLowerCase() === 'immutableid';
  const zone = asked.get('outlook.timezone');
  const pageSizeMax = Number(asked.get('odata.maxpagesize'));
  const applied = [
    ...(immutableIds ? ['IdType="ImmutableId"'] : []),
    ...(zone === undefined ? [] : [`outlook.timezone="${zone}"`]),
    ...(pageSizeMax > 0 ? [`odata.maxpagesize=${pageSizeMax}`] : []),
  ];
  return {
    immutableIds,
    timeZone: zone === undefined ? 'UTC' : zoneOf(zone),
    pageSizeMax: pageSizeMax > 0 ? pageSizeMax : undefined,
    applied: applied.length === 0 ? undefined : applied.join(', '),
  };
}

function zoneOf(name: string): string {
  const zone = windowsZones[name] ?? name;
  // Of a name that it has met before, luxon knows whether it is valid.
  if (!IANAZone.create(zone).isValid) throw new GraphError(400, 'TimeZoneNotSupportedException', `A TimeZone with the specified ID '${name}' could not be found.`);
  return zone;
}
