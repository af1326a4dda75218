import { makeStyles, Toolbar, ToolbarButton, ToolbarDivider, Tooltip, tokens } from '@fluentui/react-components';
import { Fragment, type ReactElement } from 'react';

const useStyles = makeStyles({
  bar: { flexWrap: 'wrap', padding: 0, marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
});

export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactElement;
  readonly onClick: () => void;
  /** Why it cannot be done now. */
  readonly disabledReason?: string | undefined;
}

interface CommandBarProps {
  readonly label: string;
  /** In groups, with a line between them. What the person may never do is left out by the page. */
  readonly groups: readonly (readonly Command[])[];
}

/** The commands of a page; they wrap where it is narrow. */
export function CommandBar({ label, groups }: CommandBarProps) {
  const styles = useStyles();
  return (
    <Toolbar aria-label={label} className={styles.bar}>
      {groups
        .filter((group) => group.length > 0)
        .map((group, place) => (
          <Fragment key={group[0]?.id ?? place}>
            {place > 0 && <ToolbarDivider />}
            {group.map((command) => (
              <CommandButton key={command.id} {...command} />
            ))}
          </Fragment>
        ))}
    </Toolbar>
  );
}

function CommandButton({ label, icon, onClick, disabledReason }: Command) {
  if (disabledReason === undefined) {
    return (
      <ToolbarButton icon={icon} onClick={onClick}>
        {label}
      </ToolbarButton>
    );
  }
  return (
    <Tooltip content={disabledReason} relationship="description">
      <ToolbarButton icon={icon} disabledFocusable>
        {label}
      </ToolbarButton>
    </Tooltip>
  );
}
