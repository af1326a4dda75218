import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactDataSet, ContactPreview, Prerequisite } from '../../../api/contract.ts';
import { useAnswer } from '../../../api/useApi.ts';
import { Loading } from '../../../components/Loading.tsx';
import { QueryView } from '../../../components/QueryView.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { Draft } from '../draft/useDraft.ts';
import { Part, StepPanel } from '../StepPanel.tsx';
import { CsvFiles } from './CsvFiles.tsx';
import { DataSetList } from './DataSetList.tsx';
import { NewDataSet } from './NewDataSet.tsx';
import { PreviewTable } from './PreviewTable.tsx';

interface ContactsStepProps {
  readonly draft: Draft;
  readonly dataSets: UseQueryResult<readonly ContactDataSet[]>;
}

/** Which accounts and contacts: those of a data set that is there, or of a new one. */
export function ContactsStep({ draft, dataSets }: ContactsStepProps) {
  const { text } = useTexts();
  const { contactDataSetId } = draft.form;
  const [isUploading, setUploading] = useState(false);
  const prerequisites = useAnswer<readonly Prerequisite[]>('/prerequisites');
  const hasDataverse = prerequisites.data?.some(({ code }) => code === 'dataverseReachable' || code === 'dataverseUnreachable') ?? false;
  const choose = (id: string) => draft.change({ contactDataSetId: id });
  return (
    <StepPanel title={text('setup.contacts.title')} text={text('setup.contacts.text')}>
      <QueryView query={dataSets} loading={<Loading heights={[72, 72]} />}>
        {(all) => {
          const chosen = all.find(({ id }) => id === contactDataSetId);
          const hasContent = chosen !== undefined && (chosen.kind === 'dataverse' || chosen.files.contacts !== undefined || chosen.files.accounts !== undefined);
          return (
            <>
              <DataSetList all={all} chosenId={contactDataSetId} ownEnrichmentId={draft.view.enrichment.id} isDisabled={isUploading} onChoose={choose} />
              <NewDataSet all={all} hasDataverse={hasDataverse} isDisabled={isUploading} onChoose={choose} />
              {chosen?.kind === 'csv' && <CsvFiles key={chosen.id} dataSet={chosen} onUploading={setUploading} />}
              {hasContent && <Preview dataSet={chosen} />}
            </>
          );
        }}
      </QueryView>
    </StepPanel>
  );
}

function Preview({ dataSet }: { readonly dataSet: ContactDataSet }) {
  const { text } = useTexts();
  const preview = useAnswer<ContactPreview>(`/contact-data-sets/${dataSet.id}/preview`);
  return (
    <Part title={text('setup.contacts.previewTitle')}>
      <QueryView query={preview} loading={<Loading heights={[200, 200]} />}>
        {({ files }) => files.map((file) => <PreviewTable key={file.name} file={file} />)}
      </QueryView>
    </Part>
  );
}
