import type { Company } from './company.ts';
import type { Mail } from './mail.ts';
import type { Meeting } from './meeting.ts';
import type { Random } from './random.ts';

const answerKinds = { accepted: 'meetingAccepted', tentativelyAccepted: 'meetingTenativelyAccepted', declined: 'meetingDeclined' } as const;
const answerWords = { accepted: 'Accepted', tentativelyAccepted: 'Tentative', declined: 'Declined' } as const;

/**
 * The mail that a meeting makes: the invitation, its updates (`mailScale` mails in all), the answers, the cancellation. A series is invited to
 * once, and its answers come without mail.
 */
export function* mailAbout(meeting: Meeting, company: Company, mailScale: number, random: Random): Generator<Mail> {
  const { organiser, occurrence, subject, createdAt, startAt } = meeting;
  const people = meeting.attendees.filter((attendee) => attendee.type !== 'resource');
  if (people.length === 0 || (occurrence && !occurrence.isFirst && !meeting.isCancelled)) return;
  const common = { cc: [], bcc: [], preview: '', conversation: meeting.uid };
  const request = { ...common, from: organiser, to: people.map((attendee) => attendee.party) };
  if (!occurrence || occurrence.isFirst) {
    for (let count = 0; count < Math.max(1, Math.round(mailScale)); count++) {
      yield { ...request, kind: 'meetingRequest', sentAt: createdAt + count * 3_600_000, subject: count === 0 ? subject : `Updated: ${subject}` };
    }
  }
  if (!occurrence) {
    for (const { party, response } of people) {
      const isPerson = company.mailboxesOf(party.address).length <= 1;
      if (response === 'none' || !isPerson) continue;
      const sentAt = Math.min(startAt - 60_000, createdAt + random.integer(300, 90_000) * 1000);
      yield { ...common, kind: answerKinds[response], from: party, to: [organiser], sentAt, subject: `${answerWords[response]}: ${subject}` };
    }
  }
  if (meeting.isCancelled) yield { ...request, kind: 'meetingCancelled', sentAt: startAt - 7_200_000, subject: `Canceled: ${subject}` };
}
