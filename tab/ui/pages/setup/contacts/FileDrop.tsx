import { Body1, Body1Strong, Button, Caption1, Field, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, CheckmarkCircleFilled, DocumentTableRegular } from '@fluentui/react-icons';
import { useRef, useState, type DragEvent } from 'react';
import type { ContactDataSet } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { fileSize } from './csvFile.ts';
import { fileBytesMax } from './upload.ts';
import { UploadFailure } from './UploadFailure.tsx';
import { useUpload } from './useUpload.ts';

const useStyles = makeStyles({
  drop: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minHeight: '168px', boxSizing: 'border-box', padding: tokens.spacingHorizontalL, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} dashed ${tokens.colorNeutralStrokeAccessible}` },
  over: { border: `${tokens.strokeWidthThin} dashed ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorNeutralBackground4 },
  head: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  file: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  icon: { display: 'flex', fontSize: '24px', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, marginTop: 'auto' },
});

interface FileDropProps {
  readonly name: 'accounts' | 'contacts';
  readonly dataSet: ContactDataSet;
  readonly onBusy: (isBusy: boolean) => void;
}

/** The place of one file: dropped, or chosen with a button. Another file takes the place of the one before, once it has proved to be readable. */
export function FileDrop({ name, dataSet, onBusy }: FileDropProps) {
  const styles = useStyles();
  const { text, language, instant } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const upload = useUpload({ dataSetId: dataSet.id, fileName: name, onBusy });
  const known = dataSet.files[name];
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (upload.sending === undefined) upload.start([...event.dataTransfer.files]);
  };
  return (
    <div
      className={mergeClasses(styles.drop, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.head}>
        <Body1Strong>{text(`setup.contacts.files.${name}.title`)}</Body1Strong>
        <Caption1 className={styles.quiet}>{text(`setup.contacts.files.${name}.required`)}</Caption1>
      </div>
      <Caption1 className={styles.quiet}>{text(`setup.contacts.files.${name}.hint`)}</Caption1>
      {known !== undefined && upload.sending === undefined && (
        <div className={styles.file}>
          <span className={mergeClasses(styles.icon, styles.good)} aria-hidden>
            <CheckmarkCircleFilled />
          </span>
          <span className={styles.words}>
            <Body1>{known.originalName}</Body1>
            <Caption1 className={styles.quiet}>
              {[text('setup.contacts.rowCount', { count: known.rows }), fileSize(known.bytes, language), text('setup.contacts.uploaded', { at: instant(known.uploadedAt) })].join(' · ')}
            </Caption1>
          </span>
        </div>
      )}
      {upload.sending !== undefined && (
        <>
          <div className={styles.file}>
            <span className={styles.icon} aria-hidden>
              <DocumentTableRegular />
            </span>
            <Body1 className={styles.words}>{upload.sending.file.name}</Body1>
          </div>
          <Field
            validationState="none"
            validationMessage={upload.sending.share < 1 ? text('setup.contacts.progress', { done: fileSize(upload.sending.file.size * upload.sending.share, language), total: fileSize(upload.sending.file.size, language) }) : text('setup.contacts.checkingRows')}
          >
            <ProgressBar aria-label={upload.sending.file.name} {...(upload.sending.share < 1 && { value: upload.sending.share })} />
          </Field>
        </>
      )}
      {upload.error !== undefined && <UploadFailure error={upload.error} />}
      <div className={styles.actions}>
        {upload.sending === undefined ? (
          <>
            <Button icon={<ArrowUploadRegular />} aria-label={text(known === undefined ? `setup.contacts.chooseFileOf.${name}` : `setup.contacts.replaceFileOf.${name}`)} onClick={() => input.current?.click()}>
              {text(known === undefined ? 'setup.contacts.chooseFile' : 'setup.contacts.replaceFile')}
            </Button>
            <Caption1 className={styles.quiet}>
              {text('setup.contacts.drop')} · {text('setup.contacts.limit', { size: fileSize(fileBytesMax, language) })}
            </Caption1>
          </>
        ) : (
          <Button onClick={upload.cancel}>{text('setup.contacts.cancelUpload')}</Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        hidden
        aria-label={text(`setup.contacts.chooseFileOf.${name}`)}
        onChange={(event) => {
          upload.start([...(event.target.files ?? [])]);
          // So that the same file can be chosen again once it is mended.
          event.target.value = '';
        }}
      />
      <Caption1 role="status" className={styles.quiet}>
        {upload.outcome === 'done' && known !== undefined && text('setup.contacts.uploadedNow', { count: known.rows })}
        {upload.outcome === 'cancelled' && text('setup.contacts.uploadCancelled')}
      </Caption1>
    </div>
  );
}
