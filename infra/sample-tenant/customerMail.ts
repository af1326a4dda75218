import type { CustomerAccount, CustomerContact } from './accounts.ts';
import { companyDomain } from './company.ts';
import type { Employee } from './company.ts';
import type { Mail } from './mail.ts';
import { answerAt, isAway } from './people.ts';
import type { Correspondent, Party } from './people.ts';
import type { Random } from './random.ts';
import { beginnings } from './sampleYear.ts';
import type { SampleYear } from './sampleYear.ts';
import { activityAt } from './stories.ts';
import { previewOf, subjectOf } from './texts.ts';

const dayMilliseconds = 86_400_000;
const mailsPerThreadMost = 14;
const consultant: Party = { name: 'Orvessa Consulting', address: 'projects@orvessa-consulting.example' };

/** Somebody of the account's team who is at work then: the owner more often than the others; undefined if nobody is. */
export function someoneOfTeam(account: CustomerAccount, at: number, random: Random): Employee | undefined {
  const atWork = account.team.filter((employee) => employee.worksUntilAt > at && !isAway(employee, at));
  return random.weighted(atWork, (_, index) => 1 / (1 + index) ** 1.5);
}

/** Somebody of the account who is at work then; the main contacts more often than the others. */
export function someContact(account: CustomerAccount, at: number, random: Random): CustomerContact | undefined {
  return random.weighted(account.contacts.filter((contact) => !isAway(contact, at)), (_, index) => 1 / (1 + index));
}

/** All mail threads between the company and one account, newsletters apart. */
export function* customerMail(account: CustomerAccount, year: SampleYear, random: Random): Generator<Mail> {
  const { span, mailScale } = year;
  const isAmerican = account.place.region === 'Americas';
  const perYear = account.threadsPerYear * mailScale;
  for (const day of beginnings(account.lively, perYear, isAmerican, (at) => activityAt(account.story, at, span), random)) {
    const own = someoneOfTeam(account, day, random);
    const contact = someContact(account, day, random);
    if (!own || !contact) continue;
    for (const mail of random.chance(0.03) ? consultantMail(own, contact, day, random) : new Thread(account, own, contact, year, random).mails(day)) {
      if (mail.sentAt >= account.lively.fromAt && mail.sentAt < account.lively.untilAt) yield mail;
    }
  }
}

/** A third party writes to us, the customer in copy. */
function* consultantMail(own: Employee, contact: CustomerContact, day: number, random: Random): Generator<Mail> {
  yield { kind: 'mail', from: consultant, to: [own], cc: [contact], bcc: [], sentAt: own.hours.someMoment(day, random), subject: subjectOf('customerTopics', random), preview: previewOf(random), conversation: random.hex(4) };
}

class Thread {
  readonly #account: CustomerAccount;
  readonly #own: Employee;
  readonly #contact: CustomerContact;
  readonly #ownCopied: readonly Employee[];
  readonly #contactsCopied: readonly Party[];
  /** A distribution list of ours, or the shared mailbox. */
  readonly #listCopied: readonly Party[];
  readonly #year: SampleYear;
  readonly #random: Random;
  readonly #subject: string;
  readonly #conversation: string;

  constructor(account: CustomerAccount, own: Employee, contact: CustomerContact, year: SampleYear, random: Random) {
    this.#account = account;
    this.#own = own;
    this.#contact = contact;
    this.#year = year;
    this.#random = random;
    this.#ownCopied = random.chance(0.45) ? random.sample(account.team.filter((employee) => employee !== own && employee.worksUntilAt === Infinity), random.integer(1, 2)) : [];
    const colleagues: Party[] = random.chance(0.35) ? random.sample(account.contacts.filter((candidate) => candidate !== contact), random.integer(1, 2)) : [];
    this.#contactsCopied = [...colleagues, ...(random.chance(0.015) ? this.#strangerOrOtherCustomer() : [])];
    const lists = year.company.groups.filter((group) => group.displayName === `Sales ${account.place.region}`).map((group) => ({ name: group.displayName, address: group.mail ?? '' }));
    this.#listCopied = random.chance(0.03) ? random.sample([...lists, year.company.sharedMailbox], 1) : [];
    this.#subject = subjectOf('customerTopics', random);
    this.#conversation = random.hex(4);
  }

  /** The thread's mails in the order of time, the later ones perhaps after the end of the account's lively span. */
  *mails(day: number): Generator<Mail> {
    const random = this.#random;
    const isOneSided = this.#account.story === 'oneSided';
    let isOwn = random.chance(isOneSided ? 0.97 : 0.55);
    let sentAt = (isOwn ? this.#own : this.#contact).hours.someMoment(day, random);
    for (let count = 1; count <= mailsPerThreadMost; count++) {
      if (sentAt >= Math.min(this.#account.lively.untilAt, this.#own.worksUntilAt)) return;
      yield this.#mail(isOwn, sentAt, count);
      const answering = isOwn ? this.#contact : this.#own;
      if (isAway(answering, sentAt) && random.chance(0.9)) yield this.#automaticReply(!isOwn, sentAt + random.integer(3, 40) * 1000);
      if (!random.chance(isOneSided ? 0.08 : 0.7)) break;
      if (!random.chance(0.12)) isOwn = !isOwn; // Otherwise the same side writes again.
      // A few threads rest for over a month and are taken up again.
      const restedAt = random.chance(0.006) ? sentAt + random.integer(31, 60) * dayMilliseconds : sentAt;
      sentAt = answerAt(isOwn ? this.#own : this.#contact, restedAt, random);
    }
    if (random.chance(0.05)) yield { ...this.#mail(true, Math.min(sentAt, this.#year.span.untilAt - 3_600_000), 2), kind: 'draft' };
  }

  #mail(isOwn: boolean, sentAt: number, count: number): Mail {
    const random = this.#random;
    const standIn = random.chance(0.12) ? (isOwn ? this.#ownCopied : this.#account.contacts).find((person): person is Employee | CustomerContact => person !== this.#contact && !isAway(person, sentAt)) : undefined;
    const author: Correspondent = standIn ?? (isOwn ? this.#own : this.#contact);
    const everybody: Party[] = [this.#own, this.#contact, ...this.#ownCopied, ...this.#contactsCopied];
    const lead: Party = isOwn ? this.#contact : this.#own;
    const onBehalf = isOwn && random.chance(0.015) ? { from: this.#year.company.sharedMailbox, sender: author } : { from: this.#asSender(author, isOwn) };
    return {
      kind: 'mail',
      ...onBehalf,
      to: [this.#asWritten(lead)],
      cc: [...everybody.filter((party) => party !== author && party !== lead).map((party) => this.#asWritten(party)), ...this.#listCopied],
      bcc: isOwn && random.chance(0.03) ? this.#blindCopied(everybody) : [],
      sentAt,
      subject: count === 1 ? this.#subject : `Re: ${this.#subject}`,
      preview: previewOf(random),
      conversation: this.#conversation,
      ...(!isOwn && random.chance(0.006) ? { isJunk: true } : {}),
    };
  }

  #automaticReply(isOwn: boolean, sentAt: number): Mail {
    const [from, to] = isOwn ? [this.#own, this.#contact] : [this.#contact, this.#own];
    return { kind: 'mail', from, to: [to], cc: [], bcc: [], sentAt, subject: `Automatic reply: ${this.#subject}`, preview: 'I am out of the office.', conversation: this.#conversation };
  }

  #asSender(author: Correspondent, isOwn: boolean): Party {
    const alias = isOwn && this.#random.chance(0.02) ? this.#account.team.find((employee) => employee === author)?.alias : undefined;
    return alias === undefined ? this.#asWritten(author) : { name: author.name, address: alias };
  }

  /** Mail programs mix the case; some write the address in place of the name. */
  #asWritten({ name, address }: Party): Party {
    const roll = this.#random.fraction();
    if (roll < 0.06) return { name, address: address.replace(/(^|[.@])[a-z]/g, (start) => start.toUpperCase()) };
    return roll < 0.1 ? { name: address, address } : { name, address };
  }

  /** A blind copy for the lead of the team, or for one more contact. */
  #blindCopied(everybody: readonly Party[]): Party[] {
    const unseen: Party[] = [this.#account.team.at(-1), this.#account.contacts.at(-1)].filter((party) => party !== undefined).filter((party) => !everybody.includes(party));
    return this.#random.sample(unseen, 1);
  }

  /** A steady customer of the same trade, somebody of the account who is not in the contact data, or a name that Exchange could not resolve. */
  #strangerOrOtherCustomer(): Party[] {
    const random = this.#random;
    const other = random.pick(this.#year.accounts.filter((account) => account.story === 'steady' && account !== this.#account));
    return [random.pick<Party | undefined>([
      other.contacts[0],
      { name: 'Works Council', address: `council@${this.#account.domain}` },
      { name: 'Former colleague', address: `/O=EXCHANGELABS/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN=${random.hex(2)}-${companyDomain}` },
    ])].filter((party) => party !== undefined);
  }
}
