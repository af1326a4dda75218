import { Badge, Body1, Body1Strong, makeStyles, mergeClasses, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { ProhibitedRegular } from '@fluentui/react-icons';
import { useId } from 'react';
import type { ConsentReview } from '../../api/contract.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { fieldsInWords, neverReadInWords, type FieldInWords } from './reviewTexts.ts';

const useStyles = makeStyles({
  both: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))', gap: tokens.spacingHorizontalXXL },
  side: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  title: { margin: 0 },
  label: { fontWeight: tokens.fontWeightSemibold },
  cell: { overflowWrap: 'anywhere', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, '::first-letter': { textTransform: 'uppercase' } },
  why: { color: tokens.colorNeutralForeground2 },
  never: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  parts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, margin: 0, padding: 0, listStyleType: 'none' },
});

/** Field by field what is read of emails and meetings, and what for. */
export function FieldsRead({ fieldsRead }: Pick<ConsentReview, 'fieldsRead'>) {
  const styles = useStyles();
  const texts = useTexts();
  const { mail, meetings } = fieldsInWords(texts, fieldsRead);
  return (
    <div className={styles.both}>
      <FieldTable title={texts.text('consent.read.emails')} fields={mail} />
      <FieldTable title={texts.text('consent.read.meetings')} fields={meetings} />
    </div>
  );
}

function FieldTable({ title, fields }: { readonly title: string; readonly fields: readonly FieldInWords[] }) {
  const styles = useStyles();
  const id = useId();
  const { text } = useTexts();
  return (
    <div className={styles.side}>
      <Body1Strong as="h3" id={id} className={styles.title}>
        {title}
      </Body1Strong>
      <Table size="extra-small" aria-labelledby={id}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.label}>{text('consent.read.field')}</TableHeaderCell>
            <TableHeaderCell className={styles.label}>{text('consent.read.why')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {fields.map(({ field, name, why }) => (
            <TableRow key={field}>
              <TableCell className={styles.cell}>{name}</TableCell>
              <TableCell className={mergeClasses(styles.cell, styles.why)}>{why}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** What is never read, and what keeps the app from it: of calendars, Exchange alone has no permission without bodies. */
export function NeverRead({ neverRead, permissions }: Pick<ConsentReview, 'neverRead' | 'permissions'>) {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <div className={styles.never}>
      <ul className={styles.parts}>
        {neverReadInWords(texts, neverRead).map((part) => (
          <li key={part}>
            <Badge appearance="tint" color="danger" size="large" icon={<ProhibitedRegular />}>
              {part}
            </Badge>
          </li>
        ))}
      </ul>
      <Body1>{texts.text(permissions.some(({ name }) => name === 'Application Calendars.Read') ? 'consent.never.textInExchange' : 'consent.never.text')}</Body1>
    </div>
  );
}
