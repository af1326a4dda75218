import { Badge } from '@fluentui/react-components';
import type { Consent } from '../../components/consent/ending.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const colors = { requested: 'warning', granted: 'success', declined: 'danger', expired: 'informative', withdrawn: 'informative', superseded: 'informative' } as const satisfies Record<Consent['status'], string>;

export function StatusBadge({ status }: Pick<Consent, 'status'>) {
  const { text } = useTexts();
  return (
    <Badge appearance="tint" size="large" color={colors[status]}>
      {text(`words.consentStatuses.${status}`)}
    </Badge>
  );
}
