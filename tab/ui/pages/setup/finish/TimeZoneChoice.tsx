import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';

/** Some four hundred; nobody looks through more than these at once. */
const shownMax = 50;

const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

const useStyles = makeStyles({
  control: { minWidth: 0, width: '100%' },
  listbox: { maxHeight: '320px' },
});

/** A time zone by its IANA name, found as somebody types any part of it. */
export function TimeZoneChoice({ timeZone, onChoose }: { readonly timeZone: string; readonly onChoose: (timeZone: string) => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  const [typed, setTyped] = useState<string>();
  const words = (typed ?? '').trim().toLowerCase().split(/[\s/_]+/);
  const fitting = timeZones.filter((zone) => words.every((word) => zone.toLowerCase().includes(word))).slice(0, shownMax);
  const leave = () => {
    const exact = timeZones.find((zone) => zone.toLowerCase() === typed?.trim().toLowerCase());
    if (exact !== undefined) onChoose(exact);
    setTyped(undefined);
  };
  return (
    <Field label={text('setup.finish.timeZone')} hint={text('setup.finish.timeZoneHint')} required>
      <Combobox
        className={styles.control}
        listbox={{ className: styles.listbox }}
        freeform
        value={typed ?? timeZone}
        selectedOptions={[timeZone]}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={leave}
        onOptionSelect={(_event, { optionValue }) => {
          setTyped(undefined);
          if (optionValue !== undefined && timeZones.includes(optionValue)) onChoose(optionValue);
        }}
      >
        {fitting.map((zone) => (
          <Option key={zone} value={zone}>
            {zone}
          </Option>
        ))}
        {fitting.length === 0 && (
          <Option disabled value="" text={text('setup.finish.timeZoneNone')}>
            {text('setup.finish.timeZoneNone')}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
