import { Body1, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { ConditionInWords } from '../../components/conditions/ConditionInWords.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import type { SegmentDraft } from './segmentDraft.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  versions: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))', gap: tokens.spacingHorizontalM },
  version: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0, padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, overflowWrap: 'anywhere' },
  heading: { ...typographyStyles.body1Strong, margin: 0 },
  changed: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground2, margin: 0 },
  value: { margin: 0, ':not(:last-child)': { marginBottom: tokens.spacingVerticalS } },
});

interface ConflictDialogProps {
  readonly theirs: SegmentDraft;
  readonly mine: SegmentDraft;
  readonly onTakeTheirs: () => void;
  readonly onSaveMine: () => void;
  /** Neither: go on editing. */
  readonly onClose: () => void;
}

/** Somebody else has saved the segment meanwhile: shows what differs, and lets one choose. */
export function ConflictDialog({ theirs, mine, onTakeTheirs, onSaveMine, onClose }: ConflictDialogProps) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{text('segments.conflict.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{text('segments.conflict.text')}</Body1>
            <div className={styles.versions}>
              <Version title={text('segments.conflict.theirs')} draft={theirs} other={mine} />
              <Version title={text('segments.conflict.mine')} draft={mine} other={theirs} />
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{text('segments.conflict.goOn')}</Button>
            <Button onClick={onTakeTheirs}>{text('segments.conflict.takeTheirs')}</Button>
            <Button appearance="primary" onClick={onSaveMine}>
              {text('segments.conflict.saveMine')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** One version, of which only what differs is shown. */
function Version({ title, draft, other }: { readonly title: string; readonly draft: SegmentDraft; readonly other: SegmentDraft }) {
  const styles = useStyles();
  const { text } = useTexts();
  const isConditionOther = JSON.stringify(draft.condition) !== JSON.stringify(other.condition);
  const isSame = draft.name === other.name && draft.level === other.level && !isConditionOther;
  return (
    <section className={styles.version}>
      <h3 className={styles.heading}>{title}</h3>
      {isSame && <Body1>{text('segments.conflict.same')}</Body1>}
      <dl className={styles.value}>
        {draft.name !== other.name && <Difference label={text('segments.name')}>{draft.name}</Difference>}
        {draft.level !== other.level && <Difference label={text('segments.level')}>{text(`segments.levels.${draft.level}`)}</Difference>}
        {isConditionOther && <Difference label={text('segments.conditions')}>{draft.condition === undefined ? '–' : <ConditionInWords condition={draft.condition} />}</Difference>}
      </dl>
    </section>
  );
}

function Difference({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.changed}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </>
  );
}
