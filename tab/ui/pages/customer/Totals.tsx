import { Caption1, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowReplyRegular, CalendarClockRegular, CalendarLtrRegular, ClockRegular, MailClockRegular, MailRegular, PeopleTeamRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { Coverage } from '../../api/contract.ts';
import { Section } from '../../components/Section.tsx';
import type { Figures } from '../../components/customers/figures.ts';
import { useFigureWords } from '../../components/customers/useFigureWords.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  tiles: { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 164px), 1fr))', gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`, margin: 0 },
  tile: { display: 'grid', gridTemplateColumns: '24px 1fr', columnGap: tokens.spacingHorizontalS, alignContent: 'start' },
  icon: { gridRow: '1 / span 3', fontSize: '20px', lineHeight: tokens.lineHeightBase300, color: tokens.colorBrandForeground1 },
  name: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  value: { ...typographyStyles.subtitle1, margin: 0, fontVariantNumeric: 'tabular-nums' },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
});

interface Tile {
  readonly id: string;
  readonly icon: ReactElement;
  readonly name: string;
  readonly value: string;
  readonly about?: string;
}

/** What was counted and measured, in numbers of the account only. */
export function Totals({ figures, coverage }: { readonly figures: Figures; readonly coverage: Coverage }) {
  const styles = useStyles();
  const { text, number, day } = useTexts();
  const words = useFigureWords();
  const { emailsTo, emailsFrom, meetingsTo, meetingsFrom } = figures;
  const tiles: readonly Tile[] = [
    { id: 'emails', icon: <MailRegular />, name: text('customer.emails'), value: number(emailsTo + emailsFrom), about: text('customer.emailsBySide', { ours: emailsTo, theirs: emailsFrom }) },
    { id: 'lastEmail', icon: <MailClockRegular />, name: text('customer.lastEmail'), value: words.daysAgo(figures.daysSinceLastEmail) },
    { id: 'replyTime', icon: <ArrowReplyRegular />, name: text('customer.replyTime'), value: words.length(figures.replyMinutes), ...(figures.replyMinutes !== undefined && { about: text('customer.replyTimeAbout') }) },
    { id: 'peopleInEmails', icon: <PeopleTeamRegular />, name: text('customer.peopleInEmails'), value: number(figures.ourPeopleInEmails + figures.theirPeopleInEmails), about: text('customer.peopleBySide', { ours: figures.ourPeopleInEmails, theirs: figures.theirPeopleInEmails }) },
    { id: 'meetings', icon: <CalendarLtrRegular />, name: text('customer.meetings'), value: number(meetingsTo + meetingsFrom), about: text('customer.meetingsBySide', { ours: meetingsTo, theirs: meetingsFrom }) },
    { id: 'lastMeeting', icon: <CalendarClockRegular />, name: text('customer.lastMeeting'), value: words.daysAgo(figures.daysSinceLastMeeting) },
    { id: 'meetingTime', icon: <ClockRegular />, name: text('customer.meetingTime'), value: words.length(figures.meetingMinutes), ...(figures.meetingMinutes !== undefined && { about: text('customer.meetingTimeAbout') }) },
    { id: 'peopleInMeetings', icon: <PeopleTeamRegular />, name: text('customer.peopleInMeetings'), value: number(figures.ourPeopleInMeetings + figures.theirPeopleInMeetings), about: text('customer.peopleBySide', { ours: figures.ourPeopleInMeetings, theirs: figures.theirPeopleInMeetings }) },
  ];
  return (
    <Section title={coverage.isComplete ? text('customer.figures') : text('customer.figuresSince', { day: day(coverage.from) })}>
      <dl className={styles.tiles}>
        {tiles.map(({ id, icon, name, value, about }) => (
          <div key={id} className={styles.tile}>
            <span className={styles.icon} aria-hidden>
              {icon}
            </span>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
            {about !== undefined && (
              <dd className={styles.about}>
                <Caption1>{about}</Caption1>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </Section>
  );
}
