import { Button } from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';

/** Where to look next once a request has ended. */
export function Ended({ enrichmentId }: { readonly enrichmentId: string }) {
  const { text } = useTexts();
  const navigate = useNavigate();
  return (
    <Section title={text('consent.next.title')}>
      {text('consent.next.text')}
      <div>
        <Button icon={<ShieldCheckmarkRegular />} onClick={() => void navigate(`/privacy?enrichment=${enrichmentId}`)}>
          {text('consent.next.toPrivacy')}
        </Button>
      </div>
    </Section>
  );
}
