import { Body1 } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { Segment } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { useTexts } from '../../texts/TextsContext.ts';

interface DeleteSegmentDialogProps {
  readonly segment: Segment;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Asks, and deletes the segment as it was seen. */
export function DeleteSegmentDialog({ segment, onDeleted, onClose }: DeleteSegmentDialogProps) {
  const texts = useTexts();
  const { text } = texts;
  const api = useApi();
  const client = useQueryClient();
  const listPath = `/enrichments/${segment.enrichmentId}/segments`;
  const remove = async () => {
    try {
      await api.send('DELETE', `${listPath}/${segment.id}`, { revision: segment.revision });
    } catch (error) {
      // Somebody may have changed it: the next try is of what it is now.
      await client.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(listPath) });
      throw error;
    }
    // The list only: the page of what is deleted is left, not asked for again.
    await client.invalidateQueries({ queryKey: [listPath] });
    onDeleted();
  };
  return (
    <ConfirmDialog title={text('segments.delete.title', { name: segmentName(texts, segment) })} confirmLabel={text('segments.delete.confirm')} onConfirm={remove} onClose={onClose}>
      <Body1>{text('segments.delete.text')}</Body1>
    </ConfirmDialog>
  );
}
