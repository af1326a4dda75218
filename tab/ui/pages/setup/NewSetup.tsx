import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { EnrichmentDraftBody, EnrichmentView } from '../../api/contract.ts';
import { useApi } from '../../api/useApi.ts';
import { FailureMessage } from '../../components/FailureMessage.tsx';
import { Page } from '../../components/Page.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { runHourDefault } from './draft/form.ts';
import { browserTimeZone, rememberEnrichment } from './draft/useDraft.ts';
import { OverviewStep } from './overview/OverviewStep.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { StepName } from './steps.ts';

/** The first step of an enrichment that is not there yet: whoever goes on has a draft. */
export function NewSetup() {
  const { text } = useTexts();
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: async (step: StepName) => {
      const body: EnrichmentDraftBody = { timeZone: browserTimeZone(), runHour: runHourDefault };
      const view = await api.send<EnrichmentView>('POST', '/enrichments', { body });
      rememberEnrichment(client, view);
      return { step, id: view.enrichment.id };
    },
    onSuccess: ({ step, id }) => void navigate(`/enrichments/${id}/edit?step=${step}`, { replace: true, state: { isStep: true } }),
  });
  const goTo = (step: StepName) => {
    if (!start.isPending && step !== 'overview') start.mutate(step);
  };
  return (
    <Page title={text('setup.titleNew')} crumbs={[{ label: text('shell.enrichments'), path: '/enrichments' }]}>
      <StepFrame step="overview" isDone={() => false} onGo={goTo} onNext={() => goTo('addresses')} nextLabel={text('setup.buttons.start')} isBusy={start.isPending} {...(start.isError && { notices: <FailureMessage error={start.error} /> })}>
        <OverviewStep />
      </StepFrame>
    </Page>
  );
}
