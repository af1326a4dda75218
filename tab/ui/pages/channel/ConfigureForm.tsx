import { Body1, Caption1, Dropdown, Field, Input, makeStyles, Option, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { CardAnswer, EnrichmentView, Segment } from '../../api/contract.ts';
import { useAnswer } from '../../api/useApi.ts';
import { CustomerSearch } from '../../components/customers/CustomerSearch.tsx';
import { cardPath } from '../../components/customers/customerPaths.ts';
import { Section } from '../../components/Section.tsx';
import { segmentName } from '../../components/segmentName.ts';
import { nameOf } from '../../components/useChosenEnrichment.ts';
import { useHost } from '../../host/HostContext.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { pinnedKinds, pinnedPath, type Pinned, type PinnedKind } from './pinned.ts';
import { PinnedView } from './PinnedView.tsx';
import type { PresentTab } from './useChannelTab.ts';

/** Teams takes no longer names of tabs. */
const nameMax = 128;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '640px' },
  hint: { color: tokens.colorNeutralForeground2 },
});

interface ConfigureFormProps {
  readonly present: PresentTab;
  /** Those with results; at least one. */
  readonly enrichments: readonly EnrichmentView[];
}

/** What to pin, under which name, and how that looks. What is chosen is offered to Teams at once: its own button saves it. */
export function ConfigureForm({ present, enrichments }: ConfigureFormProps) {
  const styles = useStyles();
  const host = useHost();
  const texts = useTexts();
  const { text } = texts;
  const [kind, setKind] = useState<PinnedKind>(present.pinned?.kind ?? 'customer');
  const [wantedEnrichment, setEnrichment] = useState(present.pinned?.enrichmentId);
  const [customerId, setCustomer] = useState(present.pinned?.kind === 'customer' ? present.pinned.customerId : undefined);
  const [segmentId, setSegment] = useState(present.pinned?.kind === 'segment' ? present.pinned.segmentId : undefined);
  // Until somebody types one, the name follows what is chosen.
  const [typedName, setTypedName] = useState(present.pinned === undefined ? undefined : present.name);

  const enrichment = enrichments.find(({ enrichment: { id } }) => id === wantedEnrichment) ?? enrichments[0];
  const enrichmentId = enrichment?.enrichment.id ?? '';
  const segments = useAnswer<readonly Segment[]>(`/enrichments/${enrichmentId}/segments`);
  const segment = segments.data?.find(({ id }) => id === segmentId);
  const card = useAnswer<CardAnswer>(cardPath(enrichmentId, customerId ?? ''), { isEnabled: kind === 'customer' && customerId !== undefined });
  const pinned = pinnedOf(kind, enrichmentId, customerId, segment?.id);

  const enrichmentName = enrichment && nameOf(enrichment);
  const suggested = { customer: card.data?.card.name, segment: segment && segmentName(texts, segment), ranking: enrichmentName === undefined ? text('channel.ranking') : text('channel.rankingOf', { name: enrichmentName }) }[kind] ?? '';
  const name = typedName ?? suggested.slice(0, nameMax);

  const path = pinned && pinnedPath(pinned);
  const offered = name.trim();
  useEffect(() => host.offerChannelTab(path === undefined || offered === '' ? undefined : { name: offered, path }), [host, path, offered]);

  /** Another choice is another tab, which is not called as the one before. */
  const choose = (change: () => void) => {
    change();
    setTypedName(undefined);
  };
  const segmentLabel = segment === undefined ? '' : segmentName(texts, segment);
  return (
    <>
      <div className={styles.form}>
        {enrichments.length > 1 && (
          <Field label={text('channel.configure.enrichment')}>
            <Dropdown
              value={enrichmentName ?? ''}
              selectedOptions={[enrichmentId]}
              onOptionSelect={(_event, { optionValue }) =>
                choose(() => {
                  setEnrichment(optionValue);
                  setCustomer(undefined);
                  setSegment(undefined);
                })
              }
            >
              {enrichments.map((view) => (
                <Option key={view.enrichment.id} value={view.enrichment.id}>
                  {nameOf(view) ?? ''}
                </Option>
              ))}
            </Dropdown>
          </Field>
        )}
        <Field label={text('channel.configure.kind')}>
          <RadioGroup value={kind} onChange={(_event, { value }) => choose(() => setKind(value as PinnedKind))}>
            {pinnedKinds.map((each) => (
              <Radio key={each} value={each} label={<KindLabel kind={each} />} />
            ))}
          </RadioGroup>
        </Field>
        {kind === 'customer' && (
          <Field label={text('channel.configure.customer')}>
            <CustomerSearch
              enrichmentId={enrichmentId}
              label={text('channel.configure.customer')}
              placeholder={card.data === undefined ? text('channel.configure.searchPlaceholder') : text('channel.configure.otherCustomer')}
              onChoose={(hit) => choose(() => setCustomer(hit.customerId))}
            />
          </Field>
        )}
        {kind === 'segment' &&
          (segments.data?.length === 0 ? (
            <Body1>{text('channel.configure.noSegments')}</Body1>
          ) : (
            <Field label={text('channel.configure.segment')}>
              <Dropdown placeholder={text('channel.configure.segmentPlaceholder')} value={segmentLabel} selectedOptions={segment === undefined ? [] : [segment.id]} onOptionSelect={(_event, { optionValue }) => choose(() => setSegment(optionValue))}>
                {(segments.data ?? []).map((each) => (
                  <Option key={each.id} value={each.id}>
                    {segmentName(texts, each)}
                  </Option>
                ))}
              </Dropdown>
            </Field>
          ))}
        {pinned !== undefined && (
          <Field label={text('channel.configure.name')} hint={text('channel.configure.nameHint')}>
            <Input value={name} maxLength={nameMax} onChange={(_event, { value }) => setTypedName(value)} />
          </Field>
        )}
      </div>
      <Section title={text('channel.configure.preview')}>{pinned === undefined ? <Body1 className={styles.hint}>{text('channel.configure.previewHint')}</Body1> : <PinnedView pinned={pinned} />}</Section>
    </>
  );
}

function KindLabel({ kind }: { readonly kind: PinnedKind }) {
  const styles = useStyles();
  const { text } = useTexts();
  return (
    <>
      {text(`channel.configure.kinds.${kind}`)}
      <br />
      <Caption1 className={styles.hint}>{text(`channel.configure.kindHints.${kind}`)}</Caption1>
    </>
  );
}

function pinnedOf(kind: PinnedKind, enrichmentId: string, customerId: string | undefined, segmentId: string | undefined): Pinned | undefined {
  if (kind === 'ranking') return { kind, enrichmentId };
  if (kind === 'customer') return customerId === undefined ? undefined : { kind, enrichmentId, customerId };
  return segmentId === undefined ? undefined : { kind, enrichmentId, segmentId };
}
