import { Badge, Body1, Button, Caption1, makeStyles, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, tokens, typographyStyles } from '@fluentui/react-components';
import { CopyRegular, DeleteRegular, EditRegular, MoreHorizontalRegular, PeopleListRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import type { Segment } from '../../api/contract.ts';
import { describeCondition } from '../../components/conditions/describeCondition.ts';
import { RouteLink } from '../../components/RouteLink.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { editSegmentPath, newSegmentPath, segmentPath } from '../../components/segmentPaths.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { trendOf } from './history.ts';
import { Trend } from './Trend.tsx';

const narrow = '@media (max-width: 720px)';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none', borderRadius: tokens.borderRadiusXLarge, backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 120px 180px 32px',
    gridTemplateAreas: '"about count trend menu"',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    ':not(:last-child)': { borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
    [narrow]: { gridTemplateColumns: 'auto minmax(0, 1fr) 32px', gridTemplateAreas: '"about about menu" "count trend trend"', alignItems: 'start' },
  },
  about: { gridArea: 'about', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0, overflowWrap: 'anywhere' },
  title: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { ...typographyStyles.body1Strong, margin: 0 },
  words: { color: tokens.colorNeutralForeground2 },
  level: { color: tokens.colorNeutralForeground2 },
  count: { gridArea: 'count', display: 'flex', flexDirection: 'column' },
  number: { ...typographyStyles.title3, fontVariantNumeric: 'tabular-nums' },
  trend: { gridArea: 'trend' },
  menu: { gridArea: 'menu', justifySelf: 'end' },
});

/** A segment may have a hundred conditions; its page tells them all. */
const wordsLengthMax = 240;

function shortened(words: string): string {
  return words.length > wordsLengthMax ? `${words.slice(0, wordsLengthMax)}…` : words;
}

interface SegmentListProps {
  readonly enrichmentId: string;
  readonly segments: readonly Segment[];
  readonly customersEnriched: number | undefined;
  readonly mayEdit: boolean;
  readonly onDelete: (segment: Segment) => void;
}

/** The ready-made segments first, then the others by name. */
export function SegmentList({ enrichmentId, segments, customersEnriched, mayEdit, onDelete }: SegmentListProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { text, number, language } = texts;
  const sorted = segments.toSorted((a, b) => Number(b.isReadyMade) - Number(a.isReadyMade) || a.name.localeCompare(b.name, language, { numeric: true }));
  return (
    <ul className={styles.list} aria-label={text('segments.title')}>
      {sorted.map((segment) => {
        const trend = trendOf(segment.history);
        return (
          <li key={segment.id} className={styles.row}>
            <div className={styles.about}>
              <div className={styles.title}>
                <h2 className={styles.name}>
                  <RouteLink to={segmentPath(enrichmentId, segment.id)}>{segmentName(texts, segment)}</RouteLink>
                </h2>
                {segment.isReadyMade && (
                  <Badge appearance="tint" color="brand">
                    {text('segments.readyMade')}
                  </Badge>
                )}
                <Badge appearance="outline" color="informative">
                  {text(`segments.levels.${segment.level}`)}
                </Badge>
              </div>
              <Body1 className={styles.words}>{shortened(describeCondition(texts, segment.condition))}</Body1>
            </div>
            <div className={styles.count}>
              <span className={styles.number}>{trend === undefined ? '–' : number(trend.count)}</span>
              <Caption1 className={styles.level}>{customersEnriched === undefined ? text('segments.customers', { count: trend?.count ?? 0 }) : text('segments.ofCustomers', { count: customersEnriched })}</Caption1>
            </div>
            <div className={styles.trend}>
              <Trend history={segment.history} />
            </div>
            <div className={styles.menu}>
              <RowMenu segment={segment} mayEdit={mayEdit} onDelete={onDelete} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function RowMenu({ segment, mayEdit, onDelete }: Pick<SegmentListProps, 'mayEdit' | 'onDelete'> & { readonly segment: Segment }) {
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const { enrichmentId, id, level, condition, isReadyMade } = segment;
  const name = segmentName(texts, segment);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={text('segments.moreFor', { name })} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<PeopleListRegular />} onClick={() => void navigate(segmentPath(enrichmentId, id))}>
            {text('segments.open')}
          </MenuItem>
          {mayEdit && !isReadyMade && (
            <MenuItem icon={<EditRegular />} onClick={() => void navigate(editSegmentPath(enrichmentId, id))}>
              {text('segments.edit')}
            </MenuItem>
          )}
          {mayEdit && (
            <MenuItem icon={<CopyRegular />} onClick={() => void navigate(newSegmentPath(enrichmentId, { name: text('segments.copyName', { name }), level, condition }))}>
              {text('segments.duplicate')}
            </MenuItem>
          )}
          {mayEdit && !isReadyMade && (
            <MenuItem icon={<DeleteRegular />} onClick={() => onDelete(segment)}>
              {text('segments.deleteCommand')}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
