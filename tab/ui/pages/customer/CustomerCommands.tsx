import { Link, makeStyles, MessageBar, MessageBarActions, MessageBarBody, Button, tokens } from '@fluentui/react-components';
import { ChatRegular, DismissRegular, ScalesRegular, ShareRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { CardAsSent } from '../../components/adaptive-card/CardAsSent.tsx';
import { CommandBar, type Command } from '../../components/CommandBar.tsx';
import { Section } from '../../components/Section.tsx';
import { customerLink } from '../../components/customers/customerLink.ts';
import { comparePath } from '../../components/customers/customerPaths.ts';
import { useHost } from '../../host/HostContext.ts';
import { useTexts } from '../../texts/TextsContext.ts';

/** Of teams-js, where somebody closes the dialogue in which they chose a chat. */
const userAborted = 8_000;

const useStyles = makeStyles({
  link: { overflowWrap: 'anywhere' },
  card: { maxWidth: '640px', width: '100%', boxSizing: 'border-box', alignSelf: 'center' },
  region: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, ':empty': { display: 'none' } },
});

interface CustomerCommandsProps {
  readonly enrichmentId: string;
  readonly customerId: string;
  /** Undefined until it is known. */
  readonly name: string | undefined;
}

/** What can be done with a customer, and what came of it. */
export function CustomerCommands({ enrichmentId, customerId, name = '' }: CustomerCommandsProps) {
  const styles = useStyles();
  const host = useHost();
  const navigate = useNavigate();
  const { text } = useTexts();
  const [shared, setShared] = useState<'copied' | 'failed'>();
  const [isCardShown, setCardShown] = useState(false);
  const url = customerLink({ tabUrl: `${location.origin}${import.meta.env.BASE_URL}`, teamsAppId: host.teamsAppId }, enrichmentId, customerId);
  const share = async () => {
    setShared(undefined);
    try {
      // Teams tells by itself what became of it.
      if ((await host.share({ url, message: text('customer.shareMessage', { name }) })) === 'copied') setShared('copied');
    } catch (error) {
      if (!isUserAbort(error)) setShared('failed');
    }
  };
  const commands: readonly (readonly Command[])[] = [
    [
      { id: 'share', label: text('customer.share'), icon: <ShareRegular />, onClick: () => void share() },
      { id: 'compare', label: text('customer.compare'), icon: <ScalesRegular />, onClick: () => void navigate(comparePath(enrichmentId, [customerId])) },
    ],
    [{ id: 'card', label: text('customer.cardAsSent'), icon: <ChatRegular />, onClick: () => setCardShown(!isCardShown) }],
  ];
  return (
    <>
      <CommandBar label={text('customer.commands')} groups={commands} />
      <div role="status" className={styles.region}>
        {shared !== undefined && (
          <MessageBar intent={shared === 'copied' ? 'success' : 'warning'} layout="multiline">
            <MessageBarBody>
              {shared === 'copied' ? text('customer.linkCopied') : text('customer.shareFailed')}{' '}
              {shared === 'failed' && (
                <Link href={url} inline className={styles.link}>
                  {url}
                </Link>
              )}
            </MessageBarBody>
            <MessageBarActions containerAction={<Button appearance="transparent" icon={<DismissRegular />} aria-label={text('shell.close')} onClick={() => setShared(undefined)} />} />
          </MessageBar>
        )}
      </div>
      {isCardShown && (
        <Section title={text('customer.cardAsSentTitle')} className={styles.card} action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={text('shell.close')} onClick={() => setCardShown(false)} />}>
          <CardAsSent enrichmentId={enrichmentId} customerId={customerId} />
        </Section>
      )}
    </>
  );
}

function isUserAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errorCode' in error && error.errorCode === userAborted;
}
