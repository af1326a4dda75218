import { Body1, Body1Strong, Button, Caption1, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { ArrowClockwiseRegular, CheckmarkCircleFilled, ErrorCircleRegular } from '@fluentui/react-icons';
import type { Prerequisite } from '../../../api/contract.ts';
import { useAnswer } from '../../../api/useApi.ts';
import { Loading } from '../../../components/Loading.tsx';
import { QueryView } from '../../../components/QueryView.tsx';
import { useTexts } from '../../../texts/TextsContext.ts';
import type { Texts } from '../../../texts/texts.ts';
import { Part } from '../StepPanel.tsx';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', gap: tokens.spacingHorizontalM },
  icon: { display: 'flex', fontSize: '20px', marginTop: tokens.spacingVerticalXXS },
  met: { color: tokens.colorStatusSuccessForeground1 },
  unmet: { color: tokens.colorStatusWarningForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What must hold before a run, looked up when the step is opened and again at a click. Nothing of it stops the set-up. */
export function Prerequisites() {
  const styles = useStyles();
  const { text, instant } = useTexts();
  const query = useAnswer<readonly Prerequisite[]>('/prerequisites');
  const { isFetching, refetch, dataUpdatedAt } = query;
  return (
    <Part
      title={text('setup.overview.prerequisitesTitle')}
      action={
        <Button appearance="subtle" icon={isFetching ? <Spinner size="tiny" /> : <ArrowClockwiseRegular />} disabledFocusable={isFetching} onClick={() => void refetch()}>
          {text(isFetching ? 'setup.overview.checking' : 'setup.overview.recheck')}
        </Button>
      }
    >
      <QueryView query={query} loading={<Loading heights={[44, 44, 44, 44]} />}>
        {(all) => {
          const unmet = all.filter(({ isMet }) => !isMet).length;
          return (
            <>
              <ul className={styles.list}>
                {all.map((one) => (
                  <Item key={one.name} prerequisite={one} />
                ))}
              </ul>
              <Caption1 className={styles.quiet} role="status">
                {unmet === 0 ? text('setup.overview.allMet') : text('setup.overview.someUnmet', { count: unmet })} {text('setup.overview.checked', { at: instant(dataUpdatedAt) })}
              </Caption1>
            </>
          );
        }}
      </QueryView>
    </Part>
  );
}

function Item({ prerequisite }: { readonly prerequisite: Prerequisite }) {
  const styles = useStyles();
  const texts = useTexts();
  const { name, isMet } = prerequisite;
  return (
    <li className={styles.item}>
      <span className={mergeClasses(styles.icon, isMet ? styles.met : styles.unmet)} role="img" aria-label={texts.text(isMet ? 'setup.overview.met' : 'setup.overview.unmet')}>
        {isMet ? <CheckmarkCircleFilled /> : <ErrorCircleRegular />}
      </span>
      <span className={styles.words}>
        <Body1Strong>{texts.text(`setup.prerequisites.${name}.title`)}</Body1Strong>
        <Body1 className={styles.quiet}>{sentenceOf(prerequisite, texts)}</Body1>
      </span>
    </li>
  );
}

/** What holds, or what is missing and what to do. */
function sentenceOf({ name, code, missingPermissions = [], countryLetterCode }: Prerequisite, { text, language }: Texts): string {
  const country = countryLetterCode === undefined ? '' : (new Intl.DisplayNames(language, { type: 'region' }).of(countryLetterCode) ?? countryLetterCode);
  const values = { permissions: missingPermissions.join(', '), country };
  switch (code) {
    case 'permissionsGranted':
    case 'permissionsMissing':
    case 'appRefused':
      return text(`setup.prerequisites.permissionsGranted.${code}`, values);
    case 'exchangeLicensed':
    case 'exchangeMissing':
      return text(`setup.prerequisites.exchangeLicensed.${code}`);
    case 'organizationUnreadable':
      return text(`setup.prerequisites.${name === 'regionSupported' ? name : 'exchangeLicensed'}.${code}`);
    case 'regionSupported':
    case 'regionUnsupported':
    case 'countryUnknown':
      return text(`setup.prerequisites.regionSupported.${code}`, values);
    case 'dataverseReachable':
    case 'dataverseUnreachable':
    case 'filesOnly':
      return text(`setup.prerequisites.contactDataReachable.${code}`);
  }
}
