import { itemPage } from './itemPage.ts';
import type { ItemIndex } from './itemIndex.ts';
import type { Ranks } from './itemList.ts';
import type { GraphCall, GraphRoute } from './graphRoute.ts';
import type { Mailboxes } from './mailboxes.ts';
import type { Paging } from './paging.ts';
import { withheldProperties } from './permissions.ts';
import { instantOf, orderOf, refuseUnknownOptions } from './queryOptions.ts';
import { GraphError, jsonReply } from './reply.ts';
import type { Reply } from './reply.ts';

/** https://learn.microsoft.com/graph/api/resources/event */
const eventProperties: ReadonlySet<string> = new Set(
  (
    'id,createdDateTime,lastModifiedDateTime,changeKey,categories,transactionId,originalStartTimeZone,originalEndTimeZone,iCalUId,uid,' +
    'reminderMinutesBeforeStart,isReminderOn,hasAttachments,subject,body,bodyPreview,importance,sensitivity,originalStart,isAllDay,isCancelled,' +
    'isDraft,isOrganizer,responseRequested,seriesMasterId,showAs,type,webLink,onlineMeeting,onlineMeetingUrl,isOnlineMeeting,' +
    'onlineMeetingProvider,allowNewTimeProposals,hideAttendees,occurrenceId,responseStatus,start,end,location,locations,recurrence,attendees,' +
    'organizer,attachments,extensions'
  ).split(','),
);

/** The default calendar, and what kind of mailbox it belongs to. */
export function calendarRoutes(mailboxes: Mailboxes, paging: Paging): readonly GraphRoute[] {
  const calendarView = (call: GraphCall): Reply => {
    const query = call.url.searchParams;
    refuseUnknownOptions(query, ['startDateTime', 'endDateTime', '$select', '$orderby', '$top', '$count', '$skiptoken']);
    const { user, mailbox } = mailboxes.of(call.parameters[0] ?? '');
    const view = { fromMs: boundOf(query, 'startDateTime'), toMs: boundOf(query, 'endDateTime') };
    const order = orderOf(query, ['start/dateTime']);
    mailbox.events.beginPage();
    return itemPage(paging, {
      call,
      userId: user.source.id,
      list: mailbox.events,
      ranks: eventRanks(mailbox.events.index, view, order?.descending ?? false),
      withheld: withheldProperties(call.roles, 'Calendars.Read'),
      properties: eventProperties,
      typeName: 'Microsoft.OutlookServices.Event',
    });
  };

  const userPurpose = (call: GraphCall): Reply => {
    const { user } = mailboxes.of(call.parameters[0] ?? '');
    return jsonReply({ '@odata.context': `${call.url.origin}/v1.0/$metadata#Edm.String`, value: user.source.userPurpose });
  };

  return [
    { pattern: /^\/users\/([^/]+)\/(?:calendar\/)?calendarView$/i, area: 'calendar', isMailbox: true, listsItems: true, handle: calendarView },
    { pattern: /^\/users\/([^/]+)\/mailboxSettings\/userPurpose$/i, area: 'mailboxSettings', isMailbox: true, handle: userPurpose },
  ];
}

interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Events that overlap the view; one without duration counts where it starts within. */
function eventRanks(index: ItemIndex, { fromMs, toMs }: View, descending: boolean): Ranks {
  const ranks: number[] = [];
  for (let rank = 0; rank < index.count; rank++) {
    const startMs = index.primaryMs[rank] ?? 0;
    if (startMs >= toMs) break;
    if (startMs >= fromMs || (index.secondaryMs[rank] ?? 0) > fromMs) ranks.push(rank);
  }
  if (descending) ranks.reverse();
  return { length: ranks.length, at: (position) => ranks[position] ?? 0 };
}

function boundOf(query: URLSearchParams, name: 'startDateTime' | 'endDateTime'): number {
  const text = query.get(name);
  if (text === null) {
    const message = "This request requires a time window specified by the query string parameters 'startDateTime' and 'endDateTime'.";
    throw new GraphError(400, 'ErrorInvalidParameter', message);
  }
  const ms = instantOf(text);
  if (ms === undefined) throw new GraphError(400, 'ErrorInvalidParameter', `The value of parameter '${name}' is invalid.`);
  return ms;
}
