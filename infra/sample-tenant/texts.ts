import type { Random } from './random.ts';

const customerTopics = [
  'Offer for {n} flow meters', 'Calibration dates', 'Delivery of order {no}', 'Framework agreement', 'Spare parts for line {n}', 'Question about the data sheet',
  'Trial at plant {n}', 'Invoice {no}', 'Service contract renewal', 'Leak test results', 'Connection to the control system', 'Complaint {no}',
  'Training for operators', 'Price list', 'Commissioning of unit {n}', 'Replacement of sensor {n}', 'Drawings for skid {n}', 'Acceptance test protocol', 'Change request {no}', 'Tender {no}',
];
const internalTopics = [
  'Forecast', 'Capacity in week {n}', 'Travel booking', 'Draft of the customer deck', 'Stock of DN{n} bodies', 'Expense report {no}', 'Onboarding plan', 'Firmware {n} release',
  'Discount approval {no}', 'Room for Thursday', 'Lessons from project {no}', 'Supplier audit', 'Laptop exchange', 'Holiday cover', 'Fair stand', 'Lunch on Friday',
];
const announcements = ['Weekly numbers', 'Canteen menu', 'Maintenance window on Saturday', 'New colleagues this month', 'Pipeline review', 'Office closed', 'Safety reminder', 'Win of the week'];
const newsletters = ['{n} trends in process measurement', 'Your weekly industry digest', 'Last seats for the webinar', 'Release notes {n}', 'Your subscription', 'Save {n} % this week'];
const junk = ['You have won {n} vouchers', 'Urgent: confirm your account', 'Cheap office supplies', 'Re: your loan'];
const meetingTopics = ['Project review', 'Offer walk-through', 'Technical clarification', 'Quarterly business review', 'Kick-off', 'Site visit', 'Contract discussion', 'Demo of the new transmitter'];
const internalMeetingTopics = ['Planning', 'Debrief', 'Interview', 'Deal desk', 'Budget', 'Workshop', 'Handover', 'Prep for customer visit'];
const sentences = [
  'Please find the details attached.', 'Could you confirm by Thursday?', 'Thank you, that works for us.', 'We are still waiting for the certificate.', 'I will come back to you tomorrow.',
  'The figures have changed slightly since last week.', 'Two points are open from our side.', 'Let us take this up in the next call.', 'Our plant manager has agreed.', 'Sorry for the late answer.',
  'The carrier promises delivery next week.', 'Which of the two options do you prefer?', 'I have added a colleague who knows more.', 'As discussed on the phone.', 'The order number is missing.', 'Best regards',
];

function filled(template: string, random: Random): string {
  return template.replace('{no}', () => String(random.integer(10_000, 99_999))).replace('{n}', () => String(random.integer(2, 40)));
}

const templates = { customerTopics, internalTopics, announcements, newsletters, junk, meetingTopics, internalMeetingTopics };

/** A made-up subject. */
export function subjectOf(kind: keyof typeof templates, random: Random): string {
  return filled(random.pick(templates[kind]), random);
}

/** The first words of a made-up mail, as Graph's `bodyPreview` gives them. */
export function previewOf(random: Random): string {
  return random.sample(sentences, random.integer(1, 4)).join(' ');
}
