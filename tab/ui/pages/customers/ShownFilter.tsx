import { Body1, Button, InteractionTag, InteractionTagPrimary, InteractionTagSecondary, makeStyles, TagGroup, tokens } from '@fluentui/react-components';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import { describeCondition } from '../../components/conditions/describeCondition.ts';
import { newSegmentPath } from '../../components/segmentPaths.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import type { ListState } from './listState.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  tags: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
  tag: { height: 'auto', minWidth: 0, whiteSpace: 'normal', textAlign: 'start' },
});

interface ShownFilterProps {
  readonly enrichmentId: string;
  readonly state: ListState;
  readonly onChange: (changed: Partial<ListState>) => void;
  readonly onEdit: () => void;
}

/** What the list is narrowed down to, each part with a way to take it away; conditions can be kept as a segment. */
export function ShownFilter({ enrichmentId, state: { text: typed, filter }, onChange, onEdit }: ShownFilterProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const texts = useTexts();
  const { text } = texts;
  const mayEditSegments = useMay('editSegments');
  if (typed === undefined && filter === undefined) return null;
  return (
    <div className={styles.row}>
      <Body1>{text('customers.shownOnly')}</Body1>
      <TagGroup className={styles.tags} aria-label={text('customers.shownOnly')} onDismiss={(_event, { value }) => onChange(value === 'text' ? { text: undefined } : { filter: undefined })}>
        {typed !== undefined && (
          <InteractionTag value="text">
            <InteractionTagPrimary className={styles.tag} hasSecondaryAction>
              {text('customers.called', { typed })}
            </InteractionTagPrimary>
            <InteractionTagSecondary aria-label={text('customers.removeText')} />
          </InteractionTag>
        )}
        {filter !== undefined && (
          <InteractionTag value="filter">
            <InteractionTagPrimary className={styles.tag} hasSecondaryAction onClick={onEdit}>
              {describeCondition(texts, filter.condition)}
            </InteractionTagPrimary>
            <InteractionTagSecondary aria-label={text('customers.removeFilter')} />
          </InteractionTag>
        )}
      </TagGroup>
      {filter !== undefined && mayEditSegments && (
        <Button appearance="subtle" onClick={() => void navigate(newSegmentPath(enrichmentId, filter))}>
          {text('customers.saveAsSegment')}
        </Button>
      )}
    </div>
  );
}
