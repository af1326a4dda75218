export interface MonthRead {
  /** Its first day. */
  readonly isoDate: string;
  readonly state: 'read' | 'partly' | 'unread';
}

/** The calendar months of the 365 days before a day, the newest first, and how much of each is read. Days are ISO 8601. */
export function monthsRead(lastDay: string, completeFrom: string): readonly MonthRead[] {
  const last = new Date(lastDay);
  const first = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), last.getUTCDate() - 365));
  const months: MonthRead[] = [];
  for (let month = firstOfMonth(last, 0); nextMonth(month) > first; month = firstOfMonth(month, -1)) {
    const begin = isoDay(month > first ? month : first);
    const end = isoDay(nextMonth(month));
    months.push({ isoDate: isoDay(month), state: completeFrom <= begin ? 'read' : completeFrom < end && completeFrom <= lastDay ? 'partly' : 'unread' });
  }
  return months;
}

const firstOfMonth = (day: Date, months: number): Date => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
const nextMonth = (month: Date): Date => firstOfMonth(month, 1);
const isoDay = (day: Date): string => day.toISOString().slice(0, 10);
