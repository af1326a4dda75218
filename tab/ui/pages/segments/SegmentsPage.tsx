import { Button, Field, makeStyles, MessageBar, MessageBarBody, Select } from '@fluentui/react-components';
import { AddRegular, PeopleListRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { EnrichmentView, Segment } from '../../api/contract.ts';
import { useAnswer, useMay } from '../../api/useApi.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { newSegmentPath } from '../../components/segmentPaths.ts';
import { nameOf, useChosenEnrichment } from '../../components/useChosenEnrichment.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { DeleteSegmentDialog } from './DeleteSegmentDialog.tsx';
import { SegmentList } from './SegmentList.tsx';

const useStyles = makeStyles({
  // Read out when something comes into it; it takes no room before.
  status: { ':empty': { position: 'absolute' } },
  enrichment: { maxWidth: '320px' },
});

const rowHeights = [104, 104, 104];

/** The segments of an enrichment. */
export default function SegmentsPage() {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const { query, withResults, chosen, choose } = useChosenEnrichment();
  const mayEdit = useMay('editSegments');
  return (
    <Page
      title={text('segments.title')}
      description={text('segments.description')}
      actions={
        mayEdit && chosen !== undefined ? (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => void navigate(newSegmentPath(chosen.enrichment.id))}>
            {text('segments.create')}
          </Button>
        ) : undefined
      }
    >
      <QueryView query={query} loading={<Loading heights={rowHeights} />}>
        {() => (
          <>
            {withResults.length > 1 && (
              <Field className={styles.enrichment} label={text('segments.enrichment')}>
                <Select value={chosen?.enrichment.id ?? ''} onChange={(_event, { value }) => choose(value)}>
                  {chosen === undefined && <option value="" />}
                  {withResults.map((view) => (
                    <option key={view.enrichment.id} value={view.enrichment.id}>
                      {nameOf(view)}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
            {chosen === undefined ? <NoResults hasOthers={withResults.length > 0} /> : <SegmentsOf key={chosen.enrichment.id} view={chosen} mayEdit={mayEdit} />}
          </>
        )}
      </QueryView>
    </Page>
  );
}

function NoResults({ hasOthers }: { readonly hasOthers: boolean }) {
  const { text } = useTexts();
  const navigate = useNavigate();
  const mayReadEnrichments = useMay('readEnrichments');
  if (hasOthers) return <EmptyState icon={<PeopleListRegular />} title={text('segments.otherEnrichment.title')} text={text('segments.otherEnrichment.text')} />;
  return (
    <EmptyState
      icon={<PeopleListRegular />}
      title={text('segments.noResults.title')}
      text={text('segments.noResults.text')}
      action={
        mayReadEnrichments && (
          <Button appearance="primary" onClick={() => void navigate('/enrichments')}>
            {text('segments.noResults.action')}
          </Button>
        )
      }
    />
  );
}

function SegmentsOf({ view: { enrichment, publication }, mayEdit }: { readonly view: EnrichmentView; readonly mayEdit: boolean }) {
  const styles = useStyles();
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const query = useAnswer<readonly Segment[]>(`/enrichments/${enrichment.id}/segments`);
  const [deleting, setDeleting] = useState<Segment>();
  const [deletedName, setDeletedName] = useState<string>();
  return (
    <>
      <div role="status" className={styles.status}>
        {deletedName !== undefined && (
          <MessageBar intent="success">
            <MessageBarBody>{text('segments.deleted', { name: deletedName })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <QueryView query={query} loading={<Loading heights={rowHeights} />}>
        {(segments) =>
          segments.length === 0 ? (
            <EmptyState
              icon={<PeopleListRegular />}
              title={text('segments.empty.title')}
              text={text('segments.empty.text')}
              action={
                mayEdit && (
                  <Button appearance="primary" icon={<AddRegular />} onClick={() => void navigate(newSegmentPath(enrichment.id))}>
                    {text('segments.create')}
                  </Button>
                )
              }
            />
          ) : (
            <SegmentList enrichmentId={enrichment.id} segments={segments} customersEnriched={publication?.customersEnriched} mayEdit={mayEdit} onDelete={setDeleting} />
          )
        }
      </QueryView>
      {deleting !== undefined && <DeleteSegmentDialog segment={deleting} onDeleted={() => setDeletedName(segmentName(texts, deleting))} onClose={() => setDeleting(undefined)} />}
    </>
  );
}
