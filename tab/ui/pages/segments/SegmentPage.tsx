import { Badge, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, CopyRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { Segment } from '../../api/contract.ts';
import { saveFile } from '../../api/saveFile.ts';
import { useAnswer, useApi, useMay } from '../../api/useApi.ts';
import { CommandBar, type Command } from '../../components/CommandBar.tsx';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { editSegmentPath, newSegmentPath, segmentsPath } from '../../components/segmentPaths.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { DeleteSegmentDialog } from './DeleteSegmentDialog.tsx';
import { SegmentOverview } from './SegmentOverview.tsx';
import { SegmentMembers } from './SegmentMembers.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  // Read out when something comes into it; it takes no room before.
  status: { ':empty': { position: 'absolute' } },
});

/** One segment: what it means, how many customers it has and had, and who they are. */
export default function SegmentPage() {
  const { enrichmentId = '', segmentId = '' } = useParams();
  const texts = useTexts();
  const { text } = texts;
  const query = useAnswer<Segment>(`/enrichments/${enrichmentId}/segments/${segmentId}`);
  const segment = query.data;
  return (
    <Page
      key={segmentId}
      title={segment === undefined ? text('segments.segment') : segmentName(texts, segment)}
      crumbs={[{ label: text('segments.title'), path: segmentsPath(enrichmentId) }]}
      actions={
        segment?.isReadyMade === true ? (
          <Badge appearance="tint" color="brand" size="large">
            {text('segments.readyMade')}
          </Badge>
        ) : undefined
      }
    >
      <QueryView query={query} loading={<Loading heights={[40, 360, 420]} />}>
        {(answer) => <SegmentContent segment={answer} />}
      </QueryView>
    </Page>
  );
}

function SegmentContent({ segment }: { readonly segment: Segment }) {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const { state } = useLocation() as { readonly state: { readonly isSaved?: boolean } | null };
  const [isDeleting, setDeleting] = useState(false);
  const exporting = useMemberExport(segment);
  return (
    <div className={styles.content}>
      <CommandBar label={text('segments.commands')} groups={useCommands(segment, { onDelete: () => setDeleting(true), onExport: exporting.start })} />
      <div role="status" className={styles.status}>
        {state?.isSaved === true && (
          <MessageBar intent="success">
            <MessageBarBody>{text('segments.saved')}</MessageBarBody>
          </MessageBar>
        )}
        {exporting.isBusy && (
          <MessageBar>
            <MessageBarBody>{text('segments.exporting')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {exporting.error !== undefined && <FailureMessage error={exporting.error} />}
      <SegmentOverview segment={segment} />
      <SegmentMembers segment={segment} />
      {isDeleting && <DeleteSegmentDialog segment={segment} onDeleted={() => void navigate(segmentsPath(segment.enrichmentId), { replace: true })} onClose={() => setDeleting(false)} />}
    </div>
  );
}

type ExportFormat = 'csv' | 'parquet';

function useMemberExport({ enrichmentId, id }: Segment) {
  const api = useApi();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const start = async (format: ExportFormat) => {
    setBusy(true);
    setError(undefined);
    try {
      await saveFile(await api.fetch(`/enrichments/${enrichmentId}/segments/${id}/members/export?format=${format}`), `segment.${format}`);
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, start };
}

function useCommands(segment: Segment, { onDelete, onExport }: { readonly onDelete: () => void; readonly onExport: (format: ExportFormat) => Promise<void> }): readonly (readonly Command[])[] {
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const mayEdit = useMay('editSegments');
  const mayExport = useMay('exportResults');
  const { enrichmentId, id, level, condition, isReadyMade, history } = segment;
  const edit: Command = { id: 'edit', label: text('segments.edit'), icon: <EditRegular />, onClick: () => void navigate(editSegmentPath(enrichmentId, id)) };
  const duplicate: Command = {
    id: 'duplicate',
    label: text('segments.duplicate'),
    icon: <CopyRegular />,
    onClick: () => void navigate(newSegmentPath(enrichmentId, { name: text('segments.copyName', { name: segmentName(texts, segment) }), level, condition })),
  };
  const remove: Command = { id: 'delete', label: text('segments.deleteCommand'), icon: <DeleteRegular />, onClick: onDelete };
  const exportAs = (format: ExportFormat): Command => ({
    id: format,
    label: text(`segments.export.${format}`),
    icon: <ArrowDownloadRegular />,
    onClick: () => void onExport(format),
    disabledReason: history.length === 0 ? text('segments.notCounted') : undefined,
  });
  return [mayEdit ? [...(isReadyMade ? [] : [edit]), duplicate, ...(isReadyMade ? [] : [remove])] : [], mayExport ? [exportAs('csv'), exportAs('parquet')] : []];
}
