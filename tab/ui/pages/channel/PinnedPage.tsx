import { makeStyles, tokens } from '@fluentui/react-components';
import { DocumentQuestionMarkRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../components/EmptyState.tsx';
import { OfflineNotice } from '../../components/OfflineNotice.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { readPinned } from './pinned.ts';
import { PinnedView } from './PinnedView.tsx';

const useStyles = makeStyles({
  title: { position: 'absolute', width: '1px', height: '1px', margin: 0, overflow: 'hidden', clipPath: 'inset(50%)' },
  page: { maxWidth: '1024px', margin: '0 auto', padding: tokens.spacingHorizontalL, '@media (max-width: 480px)': { padding: tokens.spacingHorizontalM } },
});

/** A tab in a channel: made for a narrow place, and to be left open. */
export default function PinnedPage() {
  const styles = useStyles();
  const [query] = useSearchParams();
  const { text } = useTexts();
  const pinned = readPinned(query);
  useEffect(() => {
    document.title = text('shell.product');
  }, [text]);
  return (
    <>
      <OfflineNotice />
      <main className={styles.page}>
        <h1 className={styles.title}>{text('shell.product')}</h1>
        {pinned === undefined ? <EmptyState icon={<DocumentQuestionMarkRegular />} title={text('channel.gone.title')} text={text('channel.gone.text')} /> : <PinnedView pinned={pinned} />}
      </main>
    </>
  );
}
