import { Body1, Body1Strong, Button, Caption1, Card, Divider, Link, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { BuildingPeopleRegular, DataTrendingRegular, PeopleListRegular, PulseRegular, ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/useApi.ts';
import type { EnrichmentView } from '../../api/contract.ts';
import { Section } from '../../components/Section.tsx';
import { useTexts } from '../../texts/TextsContext.ts';

const useStyles = makeStyles({
  view: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))', alignItems: 'start', gap: tokens.spacingHorizontalL },
  tile: { gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalXL, borderRadius: tokens.borderRadiusXLarge },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  icon: { display: 'flex', padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusLarge, fontSize: tokens.fontSizeHero800, color: tokens.colorBrandForeground1, backgroundColor: tokens.colorBrandBackground2 },
  names: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  counts: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  divider: { flexGrow: 0, height: '20px' },
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyleType: 'none' },
  step: { display: 'flex', gap: tokens.spacingHorizontalM },
  stepIcon: { flexShrink: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase400, color: tokens.colorBrandForeground1 },
});

const steps = [
  ['choose', <PeopleListRegular key="icon" />],
  ['contacts', <BuildingPeopleRegular key="icon" />],
  ['consent', <ShieldCheckmarkRegular key="icon" />],
  ['results', <DataTrendingRegular key="icon" />],
] as const;

/** The enrichment that there is, and how it comes to be. */
export function Discover({ enrichments }: { readonly enrichments: readonly EnrichmentView[] }) {
  const styles = useStyles();
  const { text } = useTexts();
  const navigate = useNavigate();
  const mayEdit = useMay('editEnrichments');
  const inUse = enrichments.filter(({ state }) => state !== 'draft').length;
  return (
    <div className={styles.view}>
      <Card className={styles.tile} role="group" aria-labelledby="tile-title">
        <div className={styles.head}>
          <span className={styles.icon} aria-hidden>
            <PulseRegular />
          </span>
          <div className={styles.names}>
            <Subtitle1 as="h2" id="tile-title">
              {text('enrichments.tile.title')}
            </Subtitle1>
            <Caption1 className={styles.quiet}>{text('enrichments.tile.provider')}</Caption1>
          </div>
        </div>
        <Body1 className={styles.quiet}>{text('enrichments.tile.text')}</Body1>
        <div className={styles.foot}>
          <span className={styles.counts}>
            <Link as="button" onClick={() => void navigate('/enrichments?view=mine')}>
              {text('enrichments.tile.inUse', { count: inUse })}
            </Link>
            <Divider vertical className={styles.divider} />
            <Body1Strong>{text('enrichments.tile.available')}</Body1Strong>
          </span>
          {mayEdit ? (
            <Button appearance="primary" size="large" onClick={() => void navigate('/enrichments/new')}>
              {text('enrichments.tile.action')}
            </Button>
          ) : (
            <Caption1 className={styles.quiet}>{text('enrichments.tile.adminOnly')}</Caption1>
          )}
        </div>
      </Card>
      <Section title={text('enrichments.how.title')}>
        <ol className={styles.steps}>
          {steps.map(([name, icon]) => (
            <li key={name} className={styles.step}>
              <span className={styles.stepIcon} aria-hidden>
                {icon}
              </span>
              <div className={styles.names}>
                <Body1Strong>{text(`enrichments.how.${name}.title`)}</Body1Strong>
                <Body1 className={styles.quiet}>{text(`enrichments.how.${name}.text`)}</Body1>
              </div>
            </li>
          ))}
        </ol>
        <Caption1 className={styles.quiet}>{text('enrichments.how.never')}</Caption1>
      </Section>
    </div>
  );
}
