import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, makeStyles, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { CalendarRegular, DismissCircleRegular, MailRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';
import { Part } from '../StepPanel.tsx';

const useStyles = makeStyles({
  text: { maxWidth: '80ch' },
  fields: { border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  cell: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS, verticalAlign: 'top', overflowWrap: 'anywhere' },
  never: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, margin: 0, padding: 0, listStyleType: 'none' },
  neverItem: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  neverIcon: { color: tokens.colorStatusDangerForeground1, fontSize: '20px', display: 'flex' },
});

/** As the service asks for them: engine/graph/mail.ts and meetings.ts. */
const read = {
  mail: ['from', 'sender', 'toRecipients', 'ccRecipients', 'bccRecipients', 'sentDateTime', 'receivedDateTime', 'isDraft', 'conversationId', 'internetMessageId', 'parentFolderId', 'id'],
  meetings: ['organizer', 'attendees', 'start', 'end', 'isAllDay', 'isCancelled', 'isDraft', 'isOrganizer', 'responseStatus', 'sensitivity', 'type', 'originalStart', 'iCalUId', 'id'],
} as const;

const never = ['subject', 'body', 'attachments', 'location', 'categories'] as const;

/** Every field that is read, with its reason, and what never is. */
export function ReadFields() {
  const styles = useStyles();
  const { text } = useTexts();
  const rows = { mail: read.mail.map((field) => ({ field, name: text(`setup.read.mail.${field}.name`), why: text(`setup.read.mail.${field}.why`) })), meetings: read.meetings.map((field) => ({ field, name: text(`setup.read.meetings.${field}.name`), why: text(`setup.read.meetings.${field}.why`) })) };
  return (
    <Part title={text('setup.overview.readTitle')}>
      <Body1 className={styles.text}>{text('setup.overview.readText')}</Body1>
      <Accordion collapsible multiple className={styles.fields}>
        <Fields value="mail" title={text('setup.overview.readMail', { count: read.mail.length })} icon={<MailRegular />} rows={rows.mail} />
        <Fields value="meetings" title={text('setup.overview.readMeetings', { count: read.meetings.length })} icon={<CalendarRegular />} rows={rows.meetings} />
      </Accordion>
      <div>
        <Body1>{text('setup.overview.neverTitle')}:</Body1>
        <ul className={styles.never}>
          {never.map((field) => (
            <li key={field} className={styles.neverItem}>
              <span className={styles.neverIcon} aria-hidden>
                <DismissCircleRegular />
              </span>
              <Body1>{text(`setup.overview.never.${field}`)}</Body1>
            </li>
          ))}
        </ul>
      </div>
      <Body1 className={styles.text}>{text('setup.overview.kept')}</Body1>
    </Part>
  );
}

interface FieldsProps {
  readonly value: string;
  readonly title: string;
  readonly icon: ReactElement;
  readonly rows: readonly { readonly field: string; readonly name: string; readonly why: string }[];
}

function Fields({ value, title, icon, rows }: FieldsProps) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <AccordionItem value={value}>
      <AccordionHeader as="h4" icon={icon}>
        {title}
      </AccordionHeader>
      <AccordionPanel>
        <Table size="small" aria-label={title}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell>{text('setup.overview.field')}</TableHeaderCell>
              <TableHeaderCell>{text('setup.overview.why')}</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map(({ field, name, why }) => (
              <TableRow key={field}>
                <TableCell className={styles.cell}>{name}</TableCell>
                <TableCell className={styles.cell}>{why}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </AccordionPanel>
    </AccordionItem>
  );
}
