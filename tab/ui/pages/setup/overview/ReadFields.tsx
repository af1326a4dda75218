import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, makeStyles, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { CalendarRegular, DismissCircleRegular, MailRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { mailFields, meetingFields } from '../../../../../texts/whatIsRead.ts';
import { fieldsInWords, neverReadInWords, type FieldInWords } from '../../../components/consent/reviewTexts.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { Part } from '../StepPanel.tsx';

const useStyles = makeStyles({
  text: { maxWidth: '80ch' },
  fields: { border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  cell: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS, verticalAlign: 'top', overflowWrap: 'anywhere', '::first-letter': { textTransform: 'uppercase' } },
  never: { display: 'flex', flexWrap: 'wrap', gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, margin: 0, padding: 0, listStyleType: 'none' },
  neverItem: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  neverIcon: { color: tokens.colorStatusDangerForeground1, fontSize: '20px', display: 'flex' },
});

const neverRead = ['subject', 'body', 'attachments', 'location', 'categories'];

/** Every field that is read, with its reason, and what never is. */
export function ReadFields() {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const { mail, meetings } = fieldsInWords(texts, { mail: [...mailFields], meetings: [...meetingFields] });
  return (
    <Part title={text('setup.overview.readTitle')}>
      <Body1 className={styles.text}>{text('setup.overview.readText')}</Body1>
      <Accordion collapsible multiple className={styles.fields}>
        <Fields value="mail" title={text('setup.overview.readMail', { count: mail.length })} icon={<MailRegular />} rows={mail} />
        <Fields value="meetings" title={text('setup.overview.readMeetings', { count: meetings.length })} icon={<CalendarRegular />} rows={meetings} />
      </Accordion>
      <div>
        <Body1>{text('setup.overview.neverTitle')}:</Body1>
        <ul className={styles.never}>
          {neverReadInWords(texts, neverRead).map((part) => (
            <li key={part} className={styles.neverItem}>
              <span className={styles.neverIcon} aria-hidden>
                <DismissCircleRegular />
              </span>
              <Body1>{part}</Body1>
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
  readonly rows: readonly FieldInWords[];
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
