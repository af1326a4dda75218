import { teamsLightTheme, tokens } from '@fluentui/react-components';
import { HostConfig } from 'adaptivecards';

/** Lengths are the same in all themes of Teams. */
const pixels = (length: string) => Number.parseFloat(length);

const text = (colour: string) => ({ default: colour, subtle: colour });

const foregroundColors = {
  default: { default: tokens.colorNeutralForeground1, subtle: tokens.colorNeutralForeground2 },
  dark: text(tokens.colorNeutralForeground1),
  light: text(tokens.colorNeutralForegroundInverted),
  accent: text(tokens.colorBrandForeground1),
  good: text(tokens.colorStatusSuccessForeground1),
  warning: text(tokens.colorStatusWarningForeground1),
  attention: text(tokens.colorStatusDangerForeground1),
};

const ground = (backgroundColor: string) => ({ backgroundColor, foregroundColors });

/** How Teams draws cards, in Fluent's tokens: colours are CSS variables, which follow the theme by themselves. */
export function createHostConfig(): HostConfig {
  const { fontSizeBase200, fontSizeBase300, fontSizeBase400, fontSizeBase500, fontSizeBase600, fontWeightRegular, fontWeightSemibold } = teamsLightTheme;
  const { spacingHorizontalXS, spacingHorizontalS, spacingHorizontalM, spacingHorizontalL, spacingHorizontalXL, spacingHorizontalXXL, strokeWidthThin } = teamsLightTheme;
  return new HostConfig({
    fontFamily: tokens.fontFamilyBase,
    fontSizes: { small: pixels(fontSizeBase200), default: pixels(fontSizeBase300), medium: pixels(fontSizeBase400), large: pixels(fontSizeBase500), extraLarge: pixels(fontSizeBase600) },
    fontWeights: { lighter: fontWeightRegular, default: fontWeightRegular, bolder: fontWeightSemibold },
    spacing: { small: pixels(spacingHorizontalXS), default: pixels(spacingHorizontalS), medium: pixels(spacingHorizontalM), large: pixels(spacingHorizontalL), extraLarge: pixels(spacingHorizontalXXL), padding: pixels(spacingHorizontalXL) },
    separator: { lineThickness: pixels(strokeWidthThin), lineColor: tokens.colorNeutralStroke2 },
    supportsInteractivity: true,
    // As many as Teams shows: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
    actions: { maxActions: 6, buttonSpacing: pixels(spacingHorizontalS), actionsOrientation: 'horizontal', actionAlignment: 'left' },
    table: { cellSpacing: pixels(spacingHorizontalS) },
    containerStyles: {
      default: ground('transparent'),
      emphasis: ground(tokens.colorNeutralBackground3),
      accent: ground(tokens.colorBrandBackground2),
      good: ground(tokens.colorStatusSuccessBackground1),
      warning: ground(tokens.colorStatusWarningBackground1),
      attention: ground(tokens.colorStatusDangerBackground1),
    },
  });
}
