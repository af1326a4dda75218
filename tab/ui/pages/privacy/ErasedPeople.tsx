import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, Divider, makeStyles, MessageBar, MessageBarBody, Subtitle2, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ErasedPerson, Objections } from '../../api/contract.ts';
import { useAnswer, useMay } from '../../api/useApi.ts';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';
import { ErasePersonForm } from './ErasePersonForm.tsx';
import { LiftForm } from './LiftForm.tsx';
import { PersonReceiptDialog, PersonReceiptView } from './PersonReceipt.tsx';

const useStyles = makeStyles({
  text: { maxWidth: '80ch', color: tokens.colorNeutralForeground2 },
  panel: { paddingBottom: tokens.spacingVerticalM },
});

/** Erasing one person on request, who was erased (dates, reasons and numbers, never who), and taking somebody off that list. */
export function ErasedPeople() {
  const styles = useStyles();
  const { text, instant } = useTexts();
  const mayErase = useMay('erasePeople');
  const query = useAnswer<Objections>('/objections');
  const [erased, setErased] = useState<ErasedPerson>();
  const [isLifted, setLifted] = useState(false);
  const onErased = (person: ErasedPerson) => {
    setErased(person);
    setLifted(false);
  };
  return (
    <Section title={text('privacy.people.title')}>
      <Body1 className={styles.text}>{text('privacy.people.text')}</Body1>
      {mayErase && <ErasePersonForm onErased={onErased} />}
      <QueryView query={query} loading={<Loading heights={[64]} />}>
        {({ objections, people }) => (
          <>
            <Divider />
            <Subtitle2 as="h3">{text('privacy.people.list')}</Subtitle2>
            {isLifted && (
              <MessageBar intent="success" layout="multiline" role="status">
                <MessageBarBody>{text('privacy.people.lifted')}</MessageBarBody>
              </MessageBar>
            )}
            {objections.length === 0 && <Body1>{text('privacy.people.none')}</Body1>}
            <Accordion multiple collapsible>
              {objections.map((objection) => (
                <AccordionItem key={objection.id} value={objection.id}>
                  <AccordionHeader as="h4">{text('privacy.people.entry', { when: instant(objection.at), reason: text(`privacy.people.reasons.${objection.reason}`) })}</AccordionHeader>
                  <AccordionPanel className={styles.panel}>
                    <PersonReceiptView receipt={objection} people={people} />
                  </AccordionPanel>
                </AccordionItem>
              ))}
            </Accordion>
            {mayErase && objections.length > 0 && <LiftForm onLifted={() => setLifted(true)} />}
            {erased !== undefined && <PersonReceiptDialog receipt={erased} people={people} onClose={() => setErased(undefined)} />}
          </>
        )}
      </QueryView>
    </Section>
  );
}
