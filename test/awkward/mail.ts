import { dressed } from './company.ts';
import type { Company, Employee } from './company.ts';
import { messageOf } from './graphItems.ts';
import type { MessageParts } from './graphItems.ts';
import type { Moments } from './moments.ts';
import type { Random } from './random.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** From one mail of a thread to the next: ties, automatic replies, late replies, and the edges between them. */
const pauses = [0, 0, 30 * second, 59 * second, minute, 61 * second, 20 * minute, 90 * minute, day, 9 * day, 30 * day, 30 * day + second, 41 * day];

/** How the mails of a thread name their conversation in one mailbox. */
type ConversationOf = (mailboxId: string) => string | null | undefined;

/** One mail, before it is laid into mailboxes. */
interface Mail {
  readonly internetMessageId: string | null | undefined;
  readonly conversationOf: ConversationOf;
  readonly sender: string;
  readonly to: readonly (string | undefined)[];
  readonly cc: readonly (string | undefined)[];
  readonly bcc: readonly string[];
  readonly sentAt: number;
}

/** Messages by user id: threads between the company and its customers, with every disagreement that copies of a mail can have. */
export function mailboxesOf(random: Random, company: Company, moments: Moments, threads: number): Map<string, object[]> {
  const mailboxes = new Map<string, object[]>(company.employees.map(({ id }) => [id, []]));
  for (let thread = 0; thread < threads; thread += 1) {
    for (const mail of threadOf(random, company, moments)) layIntoMailboxes(random, company, mail, mailboxes, moments);
  }
  // Some people never got a mail, and have no file.
  for (const [id, messages] of mailboxes) if (messages.length === 0 && random.chance(0.5)) mailboxes.delete(id);
  return mailboxes;
}

function threadOf(random: Random, company: Company, moments: Moments): Mail[] {
  const conversationOf = conversationOfThread(random);
  const own = random.some(company.employees, 1, 3).map(({ addresses }) => random.pick(addresses));
  const contacts = random.some(company.contactAddresses, 1, 4);
  const strangers = random.some(company.strangers, 0, 2);
  const mails: Mail[] = [];
  let sentAt = moments.any();
  for (let count = random.integer(1, 7); count > 0; count -= 1) {
    const sender = random.chance(0.05) ? random.pick(company.strangers) : random.pick(random.chance(0.5) ? own : contacts);
    const others = [...own, ...contacts, ...strangers].filter((address) => address !== sender);
    const recipients = random.some(others, 1, others.length);
    const [to, cc, bcc] = [recipients.slice(0, 2), recipients.slice(2, 4), recipients.slice(4)];
    mails.push({
      internetMessageId: internetMessageIdOf(random),
      conversationOf,
      sender,
      to: random.chance(0.1) ? [...to, ...to, undefined] : to,
      cc: random.chance(0.05) ? [...cc, '/O=EXCHANGELABS/OU=X/CN=RECIPIENTS/CN=GONE'] : cc,
      bcc: random.chance(0.3) ? [...bcc, ...random.some(company.contactAddresses, 1, 1)] : bcc,
      sentAt,
    });
    sentAt += random.pick(pauses);
  }
  return mails;
}

function conversationOfThread(random: Random): ConversationOf {
  const tail = random.bytes(16);
  // Bytes of ones write themselves as `/` and those of 0xFB as `+`, the two letters that Exchange swaps.
  if (random.chance(0.6)) tail.fill(random.pick([0xff, 0xfb]), 4, 10);
  if (random.chance(0.1)) return () => random.pick([null, undefined, '']);
  if (random.chance(0.1)) return () => `no base64 ${tail.toString('hex')}!`;
  // Too short for 16 bytes.
  if (random.chance(0.06)) return () => tail.subarray(0, 9).toString('base64');
  return (mailboxId) => {
    const id = Buffer.concat([Buffer.from(mailboxId), Buffer.from([0x10, 0x00]), tail]);
    return id.toString('base64').replaceAll('/', '-').replaceAll('+', '_');
  };
}

function internetMessageIdOf(random: Random): string | null | undefined {
  if (random.chance(0.1)) return random.pick([null, undefined, '', '   ']);
  return `<${random.hex(16)}@mail.example>`;
}

function layIntoMailboxes(random: Random, company: Company, mail: Mail, mailboxes: ReadonlyMap<string, object[]>, moments: Moments): void {
  const addressed = new Set([...mail.to, ...mail.cc, ...mail.bcc]);
  const sender = company.employees.find(({ addresses }) => addresses.includes(mail.sender));
  const receivers = company.employees.filter(({ addresses }) => addresses.some((address) => addressed.has(address)));
  // Somebody gets it through a distribution list, addressed nowhere.
  if (random.chance(0.25)) receivers.push(random.pick(company.employees));
  for (const employee of new Set([...(sender ? [sender] : []), ...receivers])) {
    if (random.chance(0.1)) continue;
    for (let copies = random.chance(0.07) ? 2 : 1; copies > 0; copies -= 1) {
      mailboxes.get(employee.id)?.push(messageOf(copyOf(random, company, mail, employee, employee === sender, moments)));
    }
  }
}

function copyOf(random: Random, company: Company, mail: Mail, owner: Employee, isSender: boolean, moments: Moments): MessageParts {
  const sentAt = random.chance(0.04) ? mail.sentAt + random.pick([-40 * day, -minute, minute, 2 * day]) : mail.sentAt;
  const isDraft = random.chance(0.02);
  const dress = (address: string | undefined): string | undefined => (address === undefined ? undefined : dressed(random, address));
  const list = (addresses: readonly (string | undefined)[]): (string | undefined)[] =>
    (random.chance(0.05) ? addresses.slice(1) : addresses).map(dress);
  return {
    id: `AAMk${random.bytes(24).toString('base64').replaceAll('/', '-').replaceAll('+', '_')}=`,
    internetMessageId: writtenOtherwise(random, mail.internetMessageId),
    conversationId: random.chance(0.04) ? conversationOfThread(random)(owner.id) : mail.conversationOf(owner.id),
    ...sendersOf(random, company, mail.sender),
    to: list(mail.to),
    cc: list(mail.cc),
    bcc: isSender ? list(mail.bcc) : [],
    // Not every draft has a time of sending.
    sentAt: isDraft && random.chance(0.5) ? undefined : sentAt,
    receivedAt: sentAt + (isSender ? 0 : delayOf(random, sentAt, moments)),
    isDraft,
    folder: isSender ? 'sentitems' : random.pick(['inbox', 'inbox', 'inbox', 'inbox', 'inbox', 'inbox', 'archive', 'deleteditems', 'junkemail']),
    odataType: random.chance(0.03) ? random.pick(['#microsoft.graph.eventMessage', '#microsoft.graph.eventMessageResponse']) : undefined,
  };
}

function writtenOtherwise(random: Random, internetMessageId: string | null | undefined): string | null | undefined {
  if (!internetMessageId || random.chance(0.7)) return internetMessageId;
  return random.pick([internetMessageId.toUpperCase(), ` ${internetMessageId}`, `${internetMessageId} `]);
}

function sendersOf(random: Random, company: Company, address: string): { from?: string | undefined; sender?: string | undefined } {
  const written = dressed(random, address);
  if (random.chance(0.85)) return { from: written, sender: written };
  const other = random.pick([...company.contactAddresses, ...company.strangers, ...company.employees.flatMap(({ addresses }) => addresses)]);
  return random.pick([
    { sender: written },
    { from: '/O=EXCHANGELABS/CN=GONE', sender: written },
    { from: written, sender: other },
    { from: written, sender: '/O=EXCHANGELABS/CN=GONE@X' },
    { from: '/O=EXCHANGELABS/CN=GONE@X' },
    {},
    // The copies of one mail disagree about who has sent it.
    { from: other, sender: written },
  ]);
}

/** A mail is received within a minute; rarely days later, or, by a clock that is wrong, before it was sent: often where it matters. */
function delayOf(random: Random, sentAt: number, { windowStart, asOf }: Moments): number {
  const isAtEdge = sentAt - windowStart < 2 * minute || asOf - sentAt < day;
  if (!random.chance(isAtEdge ? 0.5 : 0.06)) return random.integer(0, 60) * second;
  return random.pick([-90 * second, -second, day - second, day, 3 * day]);
}
