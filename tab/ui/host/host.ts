/** The themes that Teams tells a tab. */
export const themeNames = ['default', 'dark', 'contrast'] as const;
export type ThemeName = (typeof themeNames)[number];

export const languages = ['en', 'pl'] as const;
export type Language = (typeof languages)[number];

export interface SharedLink {
  /** Address of a page of the tab. */
  readonly url: string;
  /** What the message begins with. */
  readonly message: string;
}

/** What the configuration page of a channel tab leaves with Teams. */
export interface ChannelTab {
  readonly name: string;
  /** Path of the pinned page, below the tab's base, with its query. */
  readonly path: string;
}

/** Where the tab is shown: in Teams, or alone in a browser beside the local tenant. Everything that a page wants of its surroundings goes through here. */
export interface Host {
  readonly kind: 'teams' | 'local';
  /** When the page was opened. */
  readonly theme: ThemeName;
  readonly language: Language;
  /** Where a deep link leads to, below the tab's base, such as `/customers/{enrichmentId}/{customerId}`. */
  readonly place: string | undefined;
  /** Whether the page is shown to set up or change a channel tab. */
  readonly isConfiguration: boolean;
  /** Id of the Teams app in its manifest; undefined where links lead to the browser. */
  readonly teamsAppId: string | undefined;
  /** An access token of the person for the API, good for some minutes at least; `isRefused`: the API did not take the last one. @throws HostFailure */
  readonly token: (options?: { readonly isRefused?: boolean }) => Promise<string>;
  /** Calls back whenever the theme changes. */
  readonly onThemeChange: (change: (theme: ThemeName) => void) => void;
  /** Opens the dialogue that sends the link to a chat; where there is none, the link goes to the clipboard. */
  readonly share: (link: SharedLink) => Promise<'shared' | 'copied'>;
  /** Opens an address outside of the tab. */
  readonly open: (url: string) => Promise<void>;
  /** What the channel tab shows now; undefined where it is new. */
  readonly channelTab: () => Promise<ChannelTab | undefined>;
  /** Lets Teams offer to save, and gives it the tab when somebody does; undefined: nothing to save yet. */
  readonly offerChannelTab: (tab: ChannelTab | undefined) => void;
  /** Takes Teams' own loading indicator away. */
  readonly ready: () => void;
}

/** Why the surroundings do not let the tab work: a key of the catalogue's `host` area. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure';
  readonly code: 'outsideTeams' | 'noAnswer' | 'signInFailed';

  constructor(code: HostFailure['code'], options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Polish for those whose Teams is Polish, English for everybody else. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('pl') === true ? 'pl' : 'en';
}

export function themeOf(name: string | null | undefined): ThemeName | undefined {
  return themeNames.find((theme) => theme === name);
}
