export type Region = 'DACH' | 'EMEA' | 'Americas';

/** Which first and last names are common at a place (names.ts). */
export type Culture = 'polish' | 'german' | 'english' | 'romance' | 'nordic' | 'american' | 'asian';

export interface Place {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly region: Region;
  readonly culture: Culture;
}

function place(city: string, country: string, zone: string, region: Region, culture: Culture): Place {
  return { city, country, zone, region, culture };
}

/** Where the company itself sits. */
export const offices = {
  wroclaw: place('Wrocław', 'PL', 'Europe/Warsaw', 'EMEA', 'polish'),
  munich: place('Munich', 'DE', 'Europe/Berlin', 'DACH', 'german'),
  manchester: place('Manchester', 'GB', 'Europe/London', 'EMEA', 'english'),
  boston: place('Boston', 'US', 'America/New_York', 'Americas', 'american'),
  chicago: place('Chicago', 'US', 'America/Chicago', 'Americas', 'american'),
} as const;

/** Where customers sit. */
export const customerPlaces: readonly Place[] = [
  place('Warsaw', 'PL', 'Europe/Warsaw', 'EMEA', 'polish'),
  place('Kraków', 'PL', 'Europe/Warsaw', 'EMEA', 'polish'),
  place('Gdańsk', 'PL', 'Europe/Warsaw', 'EMEA', 'polish'),
  place('Łódź', 'PL', 'Europe/Warsaw', 'EMEA', 'polish'),
  place('Hamburg', 'DE', 'Europe/Berlin', 'DACH', 'german'),
  place('Stuttgart', 'DE', 'Europe/Berlin', 'DACH', 'german'),
  place('Leipzig', 'DE', 'Europe/Berlin', 'DACH', 'german'),
  place('Vienna', 'AT', 'Europe/Vienna', 'DACH', 'german'),
  place('Zürich', 'CH', 'Europe/Zurich', 'DACH', 'german'),
  place('London', 'GB', 'Europe/London', 'EMEA', 'english'),
  place('Leeds', 'GB', 'Europe/London', 'EMEA', 'english'),
  place('Glasgow', 'GB', 'Europe/London', 'EMEA', 'english'),
  place('Dublin', 'IE', 'Europe/Dublin', 'EMEA', 'english'),
  place('Lyon', 'FR', 'Europe/Paris', 'EMEA', 'romance'),
  place('Milan', 'IT', 'Europe/Rome', 'EMEA', 'romance'),
  place('Valencia', 'ES', 'Europe/Madrid', 'EMEA', 'romance'),
  place('Porto', 'PT', 'Europe/Lisbon', 'EMEA', 'romance'),
  place('Gothenburg', 'SE', 'Europe/Stockholm', 'EMEA', 'nordic'),
  place('Aarhus', 'DK', 'Europe/Copenhagen', 'EMEA', 'nordic'),
  place('Tampere', 'FI', 'Europe/Helsinki', 'EMEA', 'nordic'),
  place('Singapore', 'SG', 'Asia/Singapore', 'EMEA', 'asian'),
  place('New York', 'US', 'America/New_York', 'Americas', 'american'),
  place('Atlanta', 'US', 'America/New_York', 'Americas', 'american'),
  place('Milwaukee', 'US', 'America/Chicago', 'Americas', 'american'),
  place('Houston', 'US', 'America/Chicago', 'Americas', 'american'),
  place('Denver', 'US', 'America/Denver', 'Americas', 'american'),
  place('Portland', 'US', 'America/Los_Angeles', 'Americas', 'american'),
  place('Toronto', 'CA', 'America/Toronto', 'Americas', 'american'),
  place('Monterrey', 'MX', 'America/Monterrey', 'Americas', 'romance'),
];
