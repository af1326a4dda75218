import { makeStyles, tokens } from '@fluentui/react-components';

/** What the renderer leaves to style sheets, by its own class names. */
const useStyles = makeStyles({
  card: {
    '& .ac-adaptiveCard': { outlineStyle: 'none' },
    '& .ac-actionSet': { flexWrap: 'wrap', rowGap: tokens.spacingVerticalS },
    '& .ac-actionSet > div:empty': { display: 'none' },
    '& button.ac-pushButton, & button.ac-pushButton-disabled': {
      flex: '0 0 auto !important',
      maxWidth: '100%',
      minHeight: '32px',
      marginRight: tokens.spacingHorizontalS,
      padding: `0 ${tokens.spacingHorizontalM}`,
      fontFamily: tokens.fontFamilyBase,
      fontSize: tokens.fontSizeBase300,
      fontWeight: tokens.fontWeightSemibold,
      borderRadius: tokens.borderRadiusMedium,
      border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
      backgroundColor: tokens.colorNeutralBackground1,
      color: tokens.colorNeutralForeground1,
    },
    '& button.ac-pushButton': { cursor: 'pointer' },
    '& button.ac-pushButton:hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    '& button.ac-pushButton:focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: tokens.strokeWidthThick },
    '& button.ac-pushButton-disabled': { cursor: 'not-allowed', backgroundColor: tokens.colorNeutralBackgroundDisabled, color: tokens.colorNeutralForegroundDisabled, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStrokeDisabled}` },
  },
});

export function useCardStyles(): string {
  return useStyles().card;
}
