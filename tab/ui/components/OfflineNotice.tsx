import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../texts/TextsContext.ts';

/** Stands above a page while the browser has no network: what is shown is what came last. */
export function OfflineNotice() {
  const { text } = useTexts();
  const isOnline = useSyncExternalStore(
    (change) => {
      for (const event of ['online', 'offline']) window.addEventListener(event, change);
      return () => {
        for (const event of ['online', 'offline']) window.removeEventListener(event, change);
      };
    },
    () => navigator.onLine,
  );
  if (isOnline) return null;
  return (
    <MessageBar intent="warning">
      <MessageBarBody>{text('shell.offline')}</MessageBarBody>
    </MessageBar>
  );
}
