import type { Company } from './company.ts';
import { MailboxIds } from './exchangeIds.ts';
import type { Mail } from './mail.ts';
import type { Party } from './people.ts';
import type { Random } from './random.ts';
import type { TenantFolder } from './tenantFolder.ts';

/** A time as Graph writes it: whole seconds, UTC. */
export function graphTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function recipient({ name, address }: Party): { emailAddress: Party } {
  return { emailAddress: { name, address } };
}

const odataTypes: Partial<Record<Mail['kind'], string>> = {
  meetingRequest: '#microsoft.graph.eventMessageRequest',
  meetingAccepted: '#microsoft.graph.eventMessageResponse',
  meetingTenativelyAccepted: '#microsoft.graph.eventMessageResponse',
  meetingDeclined: '#microsoft.graph.eventMessageResponse',
  meetingCancelled: '#microsoft.graph.eventMessage',
};

/** Puts mails into the mailboxes of the company: the sender's copy and one for each receiver, as Exchange does. */
export class Post {
  readonly #company: Company;
  readonly #folder: TenantFolder;
  readonly #untilAt: number;
  readonly #random: Random;
  readonly #ids: ReadonlyMap<string, MailboxIds>;
  readonly #leavesAt: ReadonlyMap<string, number>;

  /** Nothing arrives at or after `untilAt`. */
  constructor(company: Company, folder: TenantFolder, untilAt: number, random: Random) {
    this.#company = company;
    this.#folder = folder;
    this.#untilAt = untilAt;
    this.#random = random;
    this.#ids = new Map(company.users.map((user) => [user.id, new MailboxIds(random.uuid(), random.hex(4))]));
    this.#leavesAt = new Map(company.employees.map((employee) => [employee.user.id, employee.worksUntilAt]));
  }

  /** The ids of one mailbox, which its calendar continues to count. */
  idsOf(userId: string): MailboxIds {
    const ids = this.#ids.get(userId);
    if (!ids) throw new RangeError('no user has this id');
    return ids;
  }

  deliver(mail: Mail): void {
    const senderId = this.#company.mailboxesOf((mail.sender ?? mail.from).address)[0];
    const messageId = this.#messageId(mail.from.address);
    if (senderId !== undefined && this.#takesMail(senderId, mail.sentAt)) this.#put(senderId, mail, messageId, mail.kind === 'draft' ? 'drafts' : 'sentitems', mail.sentAt);
    if (mail.kind === 'draft') return;
    const receiverIds = new Set([...mail.to, ...mail.cc, ...mail.bcc].flatMap((party) => this.#company.mailboxesOf(party.address)));
    for (const receiverId of receiverIds) {
      const receivedAt = mail.sentAt + this.#random.integer(1, 25) * 1000;
      if (receiverId === senderId || !this.#takesMail(receiverId, receivedAt)) continue;
      this.#put(receiverId, mail, messageId, this.#receivingFolder(mail), receivedAt);
      // Now and then a rule of the mailbox keeps a second copy.
      if (this.#random.chance(0.006)) this.#put(receiverId, mail, messageId, 'archive', receivedAt);
    }
  }

  /** A leaver's mailbox is closed after the last day at work. */
  #takesMail(userId: string, at: number): boolean {
    return at < Math.min(this.#untilAt, this.#leavesAt.get(userId) ?? Infinity);
  }

  #receivingFolder(mail: Mail): string {
    if (mail.isJunk) return 'junkemail';
    // Outlook deletes an invitation that has been answered.
    if (mail.kind !== 'mail') return this.#random.chance(0.7) ? 'deleteditems' : 'inbox';
    const roll = this.#random.fraction();
    return roll < 0.08 ? 'deleteditems' : roll < 0.16 ? 'archive' : 'inbox';
  }

  #messageId(address: string): string {
    const server = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return this.#company.mailboxesOf(address).length > 0 ? `<HX1PR07MB${this.#random.hex(3).toUpperCase()}@HX1PR07MB.${server}>` : `<${this.#random.uuid()}@mail.${server}>`;
  }

  #put(userId: string, mail: Mail, internetMessageId: string, parentFolderId: string, receivedAt: number): void {
    const ids = this.idsOf(userId);
    const isOwnCopy = parentFolderId === 'sentitems' || parentFolderId === 'drafts';
    const odataType = odataTypes[mail.kind];
    const changeKey = `CQAAABYAAAD${this.#random.hex(2)}AAAA`;
    const id = ids.item();
    const received = graphTime(receivedAt);
    const message = {
      '@odata.etag': `W/"${changeKey}"`,
      id,
      createdDateTime: received,
      lastModifiedDateTime: received,
      changeKey,
      categories: [],
      receivedDateTime: received,
      sentDateTime: receivedAt === mail.sentAt ? received : graphTime(mail.sentAt),
      hasAttachments: this.#random.chance(0.15),
      internetMessageId,
      subject: mail.subject,
      bodyPreview: mail.preview,
      importance: this.#random.chance(0.03) ? 'high' : 'normal',
      parentFolderId,
      conversationId: ids.conversation(mail.conversation),
      isDeliveryReceiptRequested: isOwnCopy ? false : null,
      isReadReceiptRequested: false,
      isRead: isOwnCopy || this.#random.chance(0.9),
      isDraft: mail.kind === 'draft',
      webLink: `https://outlook.office.example/owa/?ItemID=${id.replace('=', '%3D')}&exvsurl=1&viewmodel=ReadMessageItem`,
      inferenceClassification: this.#company.mailboxesOf(mail.from.address).length > 0 ? 'focused' : 'other',
      body: { contentType: 'html', content: `<html><body><p>${mail.preview}</p></body></html>` },
      sender: recipient(mail.sender ?? mail.from),
      from: recipient(mail.from),
      toRecipients: mail.to.map(recipient),
      ccRecipients: mail.cc.map(recipient),
      bccRecipients: isOwnCopy ? mail.bcc.map(recipient) : [],
      replyTo: [],
      flag: { flagStatus: 'notFlagged' },
    };
    this.#folder.append('messages', userId, odataType === undefined ? message : { '@odata.type': odataType, ...message, meetingMessageType: mail.kind });
  }
}
