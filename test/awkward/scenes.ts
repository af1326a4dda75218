/** A time zone, and a moment at which a report in it is hard to get right. */
export interface Scene {
  readonly timeZone: string;
  readonly asOf: number;
}

/** All lie in the past, since an `asOf` of the future is refused. */
export const scenes: readonly Scene[] = [
  ['Europe/Warsaw', '2025-03-31T09:30:00Z'],
  // Local midnight to the millisecond, which is another day in UTC.
  ['Asia/Kolkata', '2024-07-31T18:30:00Z'],
  // The clocks jump over local midnight on the window's first day.
  ['Africa/Cairo', '2025-04-26T10:00:00Z'],
  ['America/St_Johns', '2025-03-09T02:15:00Z'],
  // The clocks change by half an hour.
  ['Australia/Lord_Howe', '2025-04-06T14:45:00Z'],
  ['UTC', '2025-01-01T00:00:00Z'],
  // The clocks go back to local midnight on the window's first day: it has two.
  ['America/Havana', '2024-11-04T18:00:00Z'],
  // The first day of the window is the last of a leap February.
  ['Asia/Kathmandu', '2025-02-28T20:00:00Z'],
  ['Pacific/Chatham', '2024-09-28T11:14:59Z'],
  ['America/Santiago', '2024-09-02T15:00:00Z'],
  ['Pacific/Kiritimati', '2025-06-30T10:00:00Z'],
  ['Pacific/Pago_Pago', '2025-06-02T10:59:00Z'],
].map(([timeZone = '', asOf = '']) => ({ timeZone, asOf: Date.parse(asOf) }));
