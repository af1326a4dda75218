import { DocumentQuestionMarkRegular, HourglassRegular, LockClosedRegular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiFailure } from '../../api/apiFailure.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { useTexts } from '../../texts/TextsContext.ts';

interface PinnedAnswerProps<Answer> {
  readonly query: UseQueryResult<Answer>;
  readonly loadingHeights: readonly number[];
  readonly children: (answer: Answer) => ReactNode;
}

const icons = { noRight: <LockClosedRegular />, gone: <DocumentQuestionMarkRegular />, notReady: <HourglassRegular /> };

/** What is pinned, in all its states. A reader of a channel cannot mend most of them: they are told who can. */
export function PinnedAnswer<Answer>({ query, loadingHeights, children }: PinnedAnswerProps<Answer>) {
  const { text } = useTexts();
  const state = stateOf(query.error);
  if (state !== undefined) return <EmptyState icon={icons[state]} title={text(`channel.${state}.title`)} text={text(`channel.${state}.text`)} />;
  return (
    <QueryView query={query} loading={<Loading heights={loadingHeights} />}>
      {children}
    </QueryView>
  );
}

function stateOf(error: Error | null): keyof typeof icons | undefined {
  const code = error instanceof ApiFailure ? error.code : undefined;
  if (code === 'notAllowed') return 'noRight';
  if (code === 'notFound') return 'gone';
  return code === 'notReady' ? 'notReady' : undefined;
}
