import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { ContactDataSet } from '../../../api/contract.ts';
import { useTexts } from '../../../texts/TextsContext.ts';
import { Part } from '../StepPanel.tsx';
import { FileDrop } from './FileDrop.tsx';

const useStyles = makeStyles({
  files: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))', gap: tokens.spacingHorizontalL },
});

interface CsvFilesProps {
  readonly dataSet: ContactDataSet;
  readonly onUploading: (isUploading: boolean) => void;
}

/** The two files of a CSV data set. */
export function CsvFiles({ dataSet, onUploading }: CsvFilesProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const [busy, setBusy] = useState<readonly string[]>([]);
  useEffect(() => {
    onUploading(busy.length > 0);
    return () => onUploading(false);
  }, [busy, onUploading]);
  useEffect(() => {
    // A file that is dropped beside its place would be opened instead of the tab.
    const keepPage = (event: DragEvent) => event.preventDefault();
    for (const name of ['dragover', 'drop'] as const) window.addEventListener(name, keepPage);
    return () => {
      for (const name of ['dragover', 'drop'] as const) window.removeEventListener(name, keepPage);
    };
  }, []);
  return (
    <Part title={text('setup.contacts.csvTitle', { name: dataSet.name })}>
      <div className={styles.files}>
        {(['contacts', 'accounts'] as const).map((name) => (
          <FileDrop key={name} name={name} dataSet={dataSet} onBusy={(isBusy) => setBusy((now) => (isBusy ? [...now, name] : now.filter((one) => one !== name)))} />
        ))}
      </div>
    </Part>
  );
}
