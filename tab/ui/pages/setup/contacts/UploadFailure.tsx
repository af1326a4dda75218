import { Caption1, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { ApiFailure } from '../../../api/apiFailure.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import { lineIn } from './csvFile.ts';

/** Why a file was not taken, with the line where the service knows it. */
export function UploadFailure({ error }: { readonly error: unknown }) {
  const { text, language } = useTexts();
  if (error === 'notCsv' || error === 'severalFiles') {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>{text(error === 'notCsv' ? 'setup.contacts.notCsv' : 'setup.contacts.oneFile')}</MessageBarBody>
      </MessageBar>
    );
  }
  const line = error instanceof ApiFailure && error.code === 'csvBroken' ? lineIn(error.message) : undefined;
  return (
    <>
      <FailureMessage error={error} />
      {line !== undefined && <Caption1>{error instanceof ApiFailure && language === 'en' ? error.message : text('setup.contacts.line', { line })}</Caption1>}
    </>
  );
}
