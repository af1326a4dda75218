import { Button } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Segment } from '../../api/contract.ts';
import { useAnswer, useMay, useMe } from '../../api/useApi.ts';
import { readCondition } from '../../components/conditions/readCondition.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { newSegmentPath, segmentPath, segmentsPath } from '../../components/segmentPaths.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { levelOf } from './segmentDraft.ts';
import { SegmentForm } from './SegmentForm.tsx';

const loading = <Loading heights={[220, 240]} />;

/** A new segment, which `name`, `level` and `condition` (JSON) in the address fill in beforehand; or one that is changed. */
export default function EditSegmentPage() {
  const { enrichmentId = '', segmentId } = useParams();
  const texts = useTexts();
  const { text } = texts;
  const query = useAnswer<Segment>(`/enrichments/${enrichmentId}/segments/${segmentId ?? ''}`, { isEnabled: segmentId !== undefined });
  const isKnown = useMe().data !== undefined;
  const mayEdit = useMay('editSegments');
  const segment = query.data;
  const list = { label: text('segments.title'), path: segmentsPath(enrichmentId) };
  const crumbs = segment === undefined ? [list] : [list, { label: segmentName(texts, segment), path: segmentPath(enrichmentId, segment.id) }];
  return (
    <Page key={segmentId ?? ''} title={text(segmentId === undefined ? 'segments.newTitle' : 'segments.editTitle')} crumbs={crumbs}>
      {!isKnown && loading}
      {isKnown && !mayEdit && <EmptyState icon={<LockClosedRegular />} title={text('segments.noRight.title')} text={text('segments.noRight.text')} />}
      {mayEdit && segmentId === undefined && <NewSegment enrichmentId={enrichmentId} />}
      {mayEdit && segmentId !== undefined && (
        <QueryView query={query} loading={loading}>
          {(answer) => (answer.isReadyMade ? <ReadyMade segment={answer} /> : <SegmentForm enrichmentId={enrichmentId} saved={answer} start={answer} base={String(answer.revision)} />)}
        </QueryView>
      )}
    </Page>
  );
}

function NewSegment({ enrichmentId }: { readonly enrichmentId: string }) {
  const [address] = useSearchParams();
  const start = { name: address.get('name')?.slice(0, 100) ?? '', level: levelOf(address.get('level')) ?? 'Year', condition: readCondition(address.get('condition')) };
  return <SegmentForm key={address.toString()} enrichmentId={enrichmentId} start={start} base={address.toString()} />;
}

function ReadyMade({ segment }: { readonly segment: Segment }) {
  const texts = useTexts();
  const { text } = texts;
  const navigate = useNavigate();
  const copy = { name: text('segments.copyName', { name: segmentName(texts, segment) }), level: segment.level, condition: segment.condition };
  return (
    <EmptyState
      icon={<LockClosedRegular />}
      title={text('segments.readyMadeFixed.title')}
      text={text('segments.readyMadeFixed.text')}
      action={
        <Button appearance="primary" onClick={() => void navigate(newSegmentPath(segment.enrichmentId, copy))}>
          {text('segments.duplicate')}
        </Button>
      }
    />
  );
}
