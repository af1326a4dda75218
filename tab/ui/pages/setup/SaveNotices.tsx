import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import type { Draft } from './draft/useDraft.ts';

/** Why something is not saved: it failed, or somebody else has changed the same. */
export function SaveNotices({ draft, finishError }: { readonly draft: Draft; readonly finishError: Error | null }) {
  const { text } = useTexts();
  if (draft.status === 'conflict') {
    const fields = draft.conflicts.map((field) => text(`setup.fields.${field}`)).join(', ');
    return (
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{text('setup.conflict.title')}</MessageBarTitle>
          {text('setup.conflict.text', { fields })}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => void draft.resolve('mine')}>{text('setup.conflict.mine')}</Button>
          <Button onClick={() => void draft.resolve('theirs')}>{text('setup.conflict.theirs')}</Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (draft.status === 'failed') return <FailureMessage error={draft.error} onRetry={() => void draft.save()} />;
  return finishError === null ? null : <FailureMessage error={finishError} />;
}
