import type { Consent, ConsentReview } from '../../../engine/index.ts';

const dayMilliseconds = 86_400_000;
const requestedAt = Date.UTC(2026, 10, 23, 9, 30);

/** A request as the service would give it. */
export function testRequest(changes: Partial<Consent> = {}): Consent {
  return {
    id: '0c0ffee0-0000-4000-8000-000000000001',
    enrichmentId: '0c0ffee0-0000-4000-8000-000000000002',
    status: 'requested',
    requestedAt,
    requestedBy: 'ann',
    expiresAt: requestedAt + 14 * dayMilliseconds,
    addresses: ['sales@contoso.com', 'service@contoso.com', 'olga@contoso.com'],
    ...changes,
  };
}

/** What an administrator reads before answering it. */
export function testReview(changes: Partial<ConsentReview> = {}): ConsentReview {
  return {
    consent: testRequest(),
    enrichmentName: 'Sales Europe',
    addressCheck: {
      isResolved: true,
      people: 148,
      guests: 3,
      withoutMailbox: 2,
      addresses: [
        { typed: 'sales@contoso.com', kind: 'group', people: 120, guests: 3, withoutMailbox: 2 },
        { typed: 'service@contoso.com', kind: 'group', people: 27, guests: 0, withoutMailbox: 0 },
        { typed: 'olga@contoso.com', kind: 'person', people: 1, guests: 0, withoutMailbox: 0 },
      ],
    },
    permissions: ['Mail.ReadBasic.All', 'Calendars.ReadBasic.All', 'User.Read.All', 'GroupMember.Read.All', 'Organization.Read.All', 'RoleManagement.Read.Directory', 'Application.Read.All'].map((name, index) => ({ name, reason: 'for a reason', isGranted: index > 1 })),
    fieldsRead: { mail: ['from'], meetings: ['start'] },
    neverRead: ['subject'],
    people: [],
    ...changes,
  };
}
