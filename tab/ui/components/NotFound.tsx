import { Button } from '@fluentui/react-components';
import { DocumentQuestionMarkRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useTexts } from '../texts/TextsContext.ts';
import { EmptyState } from './EmptyState.tsx';
import { Page } from './Page.tsx';

export function NotFound() {
  const navigate = useNavigate();
  const { text } = useTexts();
  return (
    <Page title={text('shell.notFound.title')}>
      <EmptyState icon={<DocumentQuestionMarkRegular />} title={text('shell.notFound.heading')} text={text('shell.notFound.text')} action={<Button appearance="primary" onClick={() => void navigate('/customers')}>{text('shell.notFound.action')}</Button>} />
    </Page>
  );
}
