import { Button, Field, Input, makeStyles, MessageBar, MessageBarActions, MessageBarBody, Radio, RadioGroup, Spinner, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { ApiFailure } from '../../api/apiFailure.ts';
import { ConditionEditor } from '../../components/conditions/ConditionEditor.tsx';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { LiveCount } from './LiveCount.tsx';
import { MembersPreview } from './MembersPreview.tsx';
import { levelOf, levels } from './segmentDraft.ts';
import { useMatching } from './useMatching.ts';
import { useSegmentForm, type SegmentFormOptions } from './useSegmentForm.ts';

const nameLengthMax = 100;

/** The navigation above and the commands below stay in sight, and must not lie over what has the focus. */
const barPixels = '96px';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  // Read out when something comes into it; it takes no room before.
  status: { ':empty': { position: 'absolute' } },
  columns: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 300px', alignItems: 'start', gap: tokens.spacingHorizontalL, '@media (max-width: 960px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0, '& :is(input, select, button)': { scrollMarginTop: barPixels, scrollMarginBottom: barPixels } },
  name: { maxWidth: '480px' },
  levels: { display: 'flex', flexWrap: 'wrap' },
  footer: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxShadow: tokens.shadow8,
  },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, marginLeft: 'auto' },
});

/** Name, level and conditions of a segment, with who would be in it. */
export function SegmentForm(options: SegmentFormOptions) {
  const styles = useStyles();
  const { text } = useTexts();
  const { enrichmentId, saved } = options;
  const element = useRef<HTMLFormElement>(null);
  const form = useSegmentForm(options);
  const { draft, isChecked } = form;
  const matching = useMatching(enrichmentId, draft);
  const isNameTaken = form.error instanceof ApiFailure && form.error.code === 'nameTaken';
  const nameProblem = isNameTaken ? text('segments.nameTaken') : isChecked && draft.name.trim() === '' ? text('segments.nameMissing') : undefined;
  return (
    <form
      ref={element}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // Once the fields have been drawn with their errors.
        if (!form.save()) requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-focus="add-"]')?.focus());
      }}
    >
      <div role="status" className={styles.status}>
        {form.isRestored && (
          <MessageBar>
            <MessageBarBody>{text('segments.restored')}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={form.discard}>{text('segments.discard')}</Button>
            </MessageBarActions>
          </MessageBar>
        )}
      </div>
      <div className={styles.columns}>
        <div className={styles.fields}>
          <Section title={text('segments.basics')}>
            <Field className={styles.name} label={text('segments.name')} required {...(nameProblem !== undefined && { validationState: 'error', validationMessage: nameProblem })}>
              <Input value={draft.name} maxLength={nameLengthMax} autoComplete="off" onChange={(_event, { value }) => form.update({ name: value })} />
            </Field>
            <Field label={text('segments.level')} hint={text(`segments.belongs.${draft.level}`)}>
              <RadioGroup className={styles.levels} layout="horizontal" value={draft.level} onChange={(_event, { value }) => form.update({ level: levelOf(value) ?? draft.level })}>
                {levels.map((level) => (
                  <Radio key={level} value={level} label={text(`segments.levels.${level}`)} />
                ))}
              </RadioGroup>
            </Field>
          </Section>
          <Section title={text('segments.conditions')}>
            <ConditionEditor level={draft.level} condition={draft.condition} isChecked={isChecked} onChange={(condition) => form.update({ condition })} />
            {isChecked && draft.condition === undefined && (
              <MessageBar intent="error" role="alert">
                <MessageBarBody>{text('segments.conditionMissing')}</MessageBarBody>
              </MessageBar>
            )}
            {matching.error !== null && <FailureMessage error={matching.error} onRetry={matching.retry} />}
          </Section>
        </div>
        <MembersPreview matching={matching} />
      </div>
      {form.error !== undefined && !isNameTaken && <FailureMessage error={form.error} />}
      <div className={styles.footer}>
        <LiveCount matching={matching} />
        <div className={styles.buttons}>
          <Button onClick={form.cancel} disabled={form.isBusy}>
            {text('shell.cancel')}
          </Button>
          <Button type="submit" appearance="primary" disabled={form.isBusy} {...(form.isBusy && { icon: <Spinner size="tiny" /> })}>
            {text('shell.save')}
          </Button>
        </div>
      </div>
      {form.isConflict && saved !== undefined && <ConflictDialog theirs={saved} mine={draft} onTakeTheirs={form.discard} onSaveMine={() => void form.saveOver()} onClose={form.continueEditing} />}
    </form>
  );
}
