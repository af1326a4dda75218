import { tokens } from '@fluentui/react-components';

/** Who an email or a meeting came from: our organisation, or the customer. */
export type Side = 'ours' | 'theirs';

/** At least 3:1 to a surface of each theme; under high contrast their order and their names tell them apart as well. */
export const sideColors: Readonly<Record<Side, string>> = { ours: tokens.colorBrandForeground1, theirs: tokens.colorPaletteTealBorderActive };
