import { Body1Strong, Caption1, makeStyles, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { useTexts } from '../../texts/TextsContext.ts';
import { scorePartNames, scoreWeights } from './scoreWeights.ts';

const useStyles = makeStyles({
  part: { padding: tokens.spacingHorizontalS },
  name: { display: 'block' },
  meaning: { color: tokens.colorNeutralForeground2 },
  points: { width: '72px', textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  pointsHeader: { width: '72px', '& > div': { justifyContent: 'flex-end' } },
});

/** The eight parts of the score, and how many points each can earn. */
export function ScoreParts() {
  const styles = useStyles();
  const { text, number } = useTexts();
  return (
    <Table size="small" aria-label={text('about.score.table')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{text('about.score.part')}</TableHeaderCell>
          <TableHeaderCell className={styles.pointsHeader}>{text('about.score.points')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {scorePartNames.map((part) => (
          <TableRow key={part}>
            <TableCell className={styles.part}>
              <Body1Strong className={styles.name}>{text(`words.parts.${part}`)}</Body1Strong>
              <Caption1 className={styles.meaning}>{text(`about.score.parts.${part}`)}</Caption1>
            </TableCell>
            <TableCell className={styles.points}>{number(scoreWeights[part])}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
