import { Body1, Dropdown, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useAnswer } from '../../api/useApi.ts';
import type { Publication } from '../../api/contract.ts';
import { LineOverTime } from '../../charts/LineOverTime.tsx';
import { Loading } from '../../components/Loading.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useNow } from '../../components/useNow.ts';
import { useTexts } from '../../texts/TextsContext.ts';
import { enrichedWithin, ranges, type Range } from './range.ts';

const useStyles = makeStyles({
  range: { minWidth: '160px' },
  content: { minHeight: '264px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How many customers had results, at each time that results were published. */
export function CustomersOverTime({ enrichmentId }: { readonly enrichmentId: string }) {
  const styles = useStyles();
  const { text } = useTexts();
  const now = useNow();
  const query = useAnswer<readonly Publication[]>(`/enrichments/${enrichmentId}/publications`);
  const [range, setRange] = useState<Range>('week');
  return (
    <Section
      title={text('results.overTime.title')}
      action={
        <Dropdown
          className={styles.range}
          aria-label={text('results.overTime.range')}
          value={text(`results.overTime.${range}`)}
          selectedOptions={[range]}
          onOptionSelect={(_event, { optionValue }) => setRange(ranges.find((name) => name === optionValue) ?? range)}
        >
          {ranges.map((name) => (
            <Option key={name} value={name}>
              {text(`results.overTime.${name}`)}
            </Option>
          ))}
        </Dropdown>
      }
    >
      <div className={styles.content}>
        <QueryView query={query} loading={<Loading heights={[252]} />}>
          {(publications) => {
            const points = enrichedWithin(publications, range, now);
            if (points.length === 0) return <Body1 className={styles.quiet}>{text('results.overTime.none')}</Body1>;
            return <LineOverTime title={text(`results.overTime.${range}`)} points={points} valueName={text('results.overTime.value')} />;
          }}
        </QueryView>
      </div>
    </Section>
  );
}
