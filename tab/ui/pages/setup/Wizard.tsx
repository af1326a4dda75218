import { useState, type ComponentProps } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import type { ContactDataSet, EnrichmentView } from '../../api/contract.ts';
import { useAnswer, useEnrichments } from '../../api/useApi.ts';
import { Page } from '../../components/Page.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { AddressesStep } from './addresses/AddressesStep.tsx';
import { readPasted } from './addresses/pastedAddresses.ts';
import { useAddressCheck } from './addresses/useAddressCheck.ts';
import { ContactsStep } from './contacts/ContactsStep.tsx';
import { DiscardButton } from './DiscardButton.tsx';
import { useDraft } from './draft/useDraft.ts';
import { FinishedView } from './finish/FinishedView.tsx';
import { FinishStep } from './finish/FinishStep.tsx';
import { useFinish } from './finish/useFinish.ts';
import { MappingStep } from './mapping/MappingStep.tsx';
import { MissingNotice } from './MissingNotice.tsx';
import { OverviewStep } from './overview/OverviewStep.tsx';
import { SaveNotices } from './SaveNotices.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { StepFrame } from './StepFrame.tsx';
import { stepNamed, stepNames, stepProblems, type StepName } from './steps.ts';

interface WizardProps extends Pick<ComponentProps<typeof Page>, 'title' | 'crumbs'> {
  readonly view: EnrichmentView;
}

/** The set-up of an enrichment that is there, at least as a draft. The step is part of the address, so that the browser's way back works. */
export function Wizard({ view: seen, title, crumbs = [] }: WizardProps) {
  const { text } = useTexts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [parameters] = useSearchParams();
  const step = stepNamed(parameters.get('step'));
  const draft = useDraft(seen);
  const { form, view } = draft;
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [triedStep, setTriedStep] = useState<StepName>();
  const check = useAddressCheck(form.addresses);
  const dataSets = useAnswer<readonly ContactDataSet[]>('/contact-data-sets');
  const enrichments = useEnrichments();
  const others = (enrichments.data ?? []).flatMap(({ enrichment: { id, settings } }) => (settings === undefined || id === view.enrichment.id ? [] : [settings]));
  const problems = stepProblems({ form, check: check.answer, dataSets: dataSets.data, others });
  const finish = useFinish(draft);

  const goTo = (next: StepName) => {
    setTriedStep(undefined);
    void draft.save();
    void navigate(`${pathname}?step=${next}`, { state: { isStep: true } });
  };
  const stepAt = (distance: number) => stepNames[stepNames.indexOf(step) + distance];
  const next = stepAt(1);
  const goOn = () => {
    // A list that still stands in its box was meant to be added.
    if (step === 'addresses' && form.pasted.trim() !== '') draft.change({ addresses: [...form.addresses, ...readPasted(form.pasted, form.addresses).added], pasted: '' });
    else if (problems[step].length > 0) setTriedStep(step);
    else if (next !== undefined) goTo(next);
    else if (stepNames.some((one) => problems[one].length > 0)) setTriedStep(step);
    else finish.mutate();
  };
  if (finish.data !== undefined) return <FinishedView {...finish.data} crumbs={crumbs} />;
  const previous = stepAt(-1);
  const isFinished = view.enrichment.settings !== undefined;
  const shown = {
    overview: () => <OverviewStep />,
    addresses: () => <AddressesStep draft={draft} check={check} names={names} onName={(address, name) => setNames((known) => new Map(known).set(address, name))} />,
    contacts: () => <ContactsStep draft={draft} dataSets={dataSets} />,
    mapping: () => <MappingStep key={form.contactDataSetId} draft={draft} dataSets={dataSets.data ?? []} onGo={goTo} />,
    finish: () => <FinishStep draft={draft} check={check} dataSets={dataSets.data ?? []} problems={problems} isTried={triedStep === 'finish'} onGo={goTo} />,
  }[step];
  return (
    <Page title={title} crumbs={crumbs} {...(isFinished && { description: text('setup.editNote') })} actions={<DiscardButton draft={draft} />}>
      <StepFrame
        step={step}
        isDone={(one) => problems[one].length === 0}
        onGo={goTo}
        onBack={previous && (() => goTo(previous))}
        onNext={goOn}
        nextLabel={next !== undefined ? text('setup.buttons.next') : text(isFinished ? 'setup.finish.saveChanges' : 'setup.finish.save')}
        isBusy={finish.isPending}
        notices={
          <>
            {triedStep === step && <MissingNotice problems={step === 'finish' ? problems : { [step]: problems[step] }} current={step} onGo={goTo} />}
            <SaveNotices draft={draft} finishError={finish.error} />
          </>
        }
        status={<SaveStatus draft={draft} />}
      >
        {shown()}
      </StepFrame>
    </Page>
  );
}
