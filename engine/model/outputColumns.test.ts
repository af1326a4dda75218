import { expect, test } from 'vitest';
import { outputColumns } from './outputColumns.ts';

test('the columns stand in the order of the output table', () => {
  expect(outputColumns.map((column) => column.name).join(',')).toBe(
    'PrimaryKey,CustomerId,AggregationLevel,AggregationStartDate,EngagementScore,NoOfEmails_ToAccount,NoOfEmails_FromAccount,' +
      'NoOfMeetings_FromAccount,NoOfMeetings_ToAccount,NoOfContactsInvolved_Emails,NoOfContactsInvolved_Meetings,' +
      'NoOfAccountContactsInvolved_Emails,NoOfAccountContactsInvolved_Meetings,EngagementStartDate,DaysSinceLastEmail,' +
      'DaysSinceLastMeeting,AverageDuration_Of_Meetings,AverageDuration_Of_AccountEmailReplies',
  );
});
