import { Combobox, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTexts } from '../../../texts/TextsContext.ts';
import { offsetOf, timeZones, zoneLabel, zonesMatching } from './timeZones.ts';

const useStyles = makeStyles({
  box: { minWidth: 0, width: '100%' },
  option: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

/** More would only be scrolled past, and take long to draw. */
const optionsMax = 50;

/** A searchable list of time zones. What is typed and is no zone leaves the zone as it was, and is told. */
export function TimeZoneField({ value, onChange }: { readonly value: string; readonly onChange: (zone: string) => void }) {
  const styles = useStyles();
  const { text } = useTexts();
  const [zones] = useState(timeZones);
  const [now] = useState(Date.now);
  const [typed, setTyped] = useState<string>();
  const matching = zonesMatching(zones, typed ?? '');
  const options = typed === undefined || typed === '' ? [value, ...matching.filter((zone) => zone !== value)] : matching;
  const isUnknown = typed !== undefined && matching.length === 0;
  return (
    <Field label={text('setup.finish.timeZone')} required hint={text('setup.finish.timeZoneHint')} {...(isUnknown && { validationMessage: text('setup.finish.timeZoneUnknown') })}>
      <Combobox
        className={styles.box}
        value={typed ?? zoneLabel(value)}
        selectedOptions={[value]}
        onChange={(event) => setTyped(event.target.value)}
        onOptionSelect={(_event, { optionValue }) => {
          if (optionValue !== undefined) onChange(optionValue);
          setTyped(undefined);
        }}
        onBlur={() => setTyped(undefined)}
        autoComplete="off"
        spellCheck={false}
      >
        {options.slice(0, optionsMax).map((zone) => (
          <Option key={zone} value={zone} text={zoneLabel(zone)}>
            <span className={styles.option}>
              <span>{zoneLabel(zone)}</span>
              <span className={styles.quiet}>{offsetOf(zone, now)}</span>
            </span>
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
