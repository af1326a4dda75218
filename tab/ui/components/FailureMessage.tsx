import { Button, Caption1, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { ApiFailure, type ApiFailureCode } from '../api/apiFailure.ts';
import { HostFailure } from '../host/host.ts';
import { useTexts } from '../texts/TextsContext.ts';

const useStyles = makeStyles({
  code: { display: 'block', marginTop: tokens.spacingVerticalXS, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface FailureMessageProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, why, and what to do, in the person's language, with the code and the request's id for whoever is asked for help. */
export function FailureMessage({ error, onRetry }: FailureMessageProps) {
  const styles = useStyles();
  const { text } = useTexts();
  const code: ApiFailureCode | HostFailure['code'] = error instanceof ApiFailure || error instanceof HostFailure ? error.code : 'serviceFault';
  const { requestId, retryAfterSeconds } = error instanceof ApiFailure ? error : {};
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{text(`failures.${code}.title`)}</MessageBarTitle>
        {retryAfterSeconds === undefined ? text(`failures.${code}.remedy`) : text('failures.retryAfter', { count: retryAfterSeconds })}
        <Caption1 className={styles.code}>{requestId === undefined ? text('failures.code', { code }) : text('failures.codeAndRequest', { code, requestId })}</Caption1>
      </MessageBarBody>
      {onRetry !== undefined && (
        <MessageBarActions>
          <Button onClick={onRetry}>{text('failures.retry')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
