import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useMe } from '../../api/useApi.ts';
import { useTexts } from '../../texts/TextsContext.ts';

const roles = ['globalAdministrator', 'admin', 'viewer', 'member'] as const;

const useStyles = makeStyles({
  roles: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))', gap: tokens.spacingHorizontalL },
  role: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  name: { margin: 0 },
  how: { color: tokens.colorNeutralForeground2 },
});

/** Who may do what, in the words of the four roles; those that the reader has are told. */
export function Rights() {
  const styles = useStyles();
  const { text } = useTexts();
  const held = useMe().data?.roles ?? [];
  return (
    <>
      {held.length > 0 && <Body1>{text('about.rights.yours', { roles: roles.filter((role) => held.includes(role)).map((role) => text(`about.rights.${role}.name`)).join(', ') })}</Body1>}
      <div className={styles.roles}>
        {roles.map((role) => (
          <div key={role} className={styles.role}>
            <Body1Strong as="h3" className={styles.name}>
              {text(`about.rights.${role}.name`)}
            </Body1Strong>
            <Body1>{text(`about.rights.${role}.may`)}</Body1>
            <Caption1 className={styles.how}>{text(`about.rights.${role}.how`)}</Caption1>
          </div>
        ))}
      </div>
    </>
  );
}
