import { z } from 'zod';

/** What a tab posts to its host. https://github.com/OfficeDev/microsoft-teams-library-js, teams-js 2.58 */
const tabMessage = z.object({ id: z.number(), uuidAsString: z.string().optional(), func: z.string(), args: z.array(z.unknown()).default([]) });

/** What a channel shows: given by its configuration page. */
export const channelTabSchema = z.object({ entityId: z.string(), contentUrl: z.string(), websiteUrl: z.string().optional(), suggestedDisplayName: z.string().optional() });
export type ChannelTab = z.infer<typeof channelTabSchema>;

const sharedContent = z.object({ content: z.array(z.object({ url: z.string(), message: z.string().optional() })).min(1) });
export type SharedLink = z.infer<typeof sharedContent>['content'][number];

/** The flat form in which a host tells it; teams-js makes `app.Context` of it. */
export interface TabContext {
  /** Id of the tab in the manifest, or of the channel tab. */
  readonly entityId: string;
  /** Where in it a deep link leads. */
  readonly subEntityId?: string;
  readonly userObjectId: string;
  readonly theme: string;
  readonly locale: string;
  readonly channelId?: string;
}

export interface HostOptions {
  /** `settings`: the configuration page of a channel tab. */
  readonly frameContext: 'content' | 'settings';
  /** Asked at each `getContext`. */
  readonly context: () => TabContext;
  /** Rejects where the person cannot be signed in. */
  readonly token: () => Promise<string>;
  /** What the channel shows now, for its configuration page; undefined where it is new. */
  readonly channelTab?: () => ChannelTab | undefined;
  /** Whether the configuration page can be saved. */
  readonly onValidity?: (isValid: boolean) => void;
  readonly onLink?: (url: string) => void;
  readonly onShare?: (link: SharedLink) => void;
  /** The page says that it has something to show. */
  readonly onLoaded?: () => void;
}

interface Saving {
  readonly resolve: (tab: ChannelTab) => void;
  readonly reject: (reason: Error) => void;
  given?: ChannelTab;
}

/** What this host offers: a tab asks for nothing else. */
const runtimeConfig = { apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {}, supports: { app: {}, pages: { config: {} }, sharing: {} } };

/** The version of teams-js whose protocol this is. */
const sdkVersion = '2.58.0';

/**
 * The host's side of teams-js: answers what one tab posts, as Teams does. It knows no window: whoever holds the frame hands it the messages of
 * that frame's window and origin alone, and posts for it.
 */
export class HostProtocol {
  readonly #post: (message: object) => void;
  readonly #options: HostOptions;
  #saving: Saving | undefined;

  constructor(post: (message: object) => void, options: HostOptions) {
    this.#post = post;
    this.#options = options;
  }

  /** Takes a message of the tab; what is none, or asks for what this host does not know, stays unanswered, as by Teams. */
  async receive(data: unknown): Promise<void> {
    const message = tabMessage.safeParse(data);
    if (!message.success) return;
    const { id, uuidAsString, func, args } = message.data;
    const answer = await this.#answer(func, args);
    if (answer !== undefined) this.#post({ id, uuidAsString, args: answer });
  }

  changeTheme(theme: string): void {
    this.#tell('themeChange', theme);
  }

  /** Asks the configuration page to save, and resolves with the tab that it gives; rejects with its reason where it refuses. */
  save(): Promise<ChannelTab> {
    return new Promise((resolve, reject) => {
      this.#saving = { resolve, reject };
      this.#tell('settings.save', {});
    });
  }

  async #answer(func: string, args: readonly unknown[]): Promise<readonly unknown[] | undefined> {
    const { frameContext, context, token, channelTab, onValidity, onLink, onShare, onLoaded } = this.#options;
    switch (func) {
      case 'initialize':
        return [frameContext, 'web', JSON.stringify(runtimeConfig), sdkVersion];
      case 'getContext':
        return [{ ...context(), frameContext, hostName: 'Teams', hostClientType: 'web', sessionId: 'local', appSessionId: 'local' }];
      case 'authentication.getAuthToken':
        return token().then(
          (jwt) => [true, jwt],
          (error: unknown) => [false, error instanceof Error ? error.message : 'ServerError'],
        );
      case 'appInitialization.appLoaded':
      case 'appInitialization.success':
        onLoaded?.();
        return undefined;
      case 'settings.setValidityState':
        onValidity?.(args[0] === true);
        return undefined;
      case 'settings.getSettings':
        return [channelTab?.() ?? { contentUrl: '' }];
      case 'settings.setSettings':
        return this.#keep(args[0]);
      case 'settings.save.success':
      case 'settings.save.failure':
        this.#endSaving(func === 'settings.save.success' ? undefined : args[0]);
        return undefined;
      case 'executeDeepLink':
        onLink?.(z.string().parse(args[0]));
        return [true];
      case 'sharing.shareWebContent':
        return this.#share(args[0], onShare);
      default:
        return undefined;
    }
  }

  #keep(given: unknown): readonly unknown[] {
    const tab = channelTabSchema.safeParse(given);
    if (!tab.success || this.#saving === undefined) return [false, 'There is nothing to save, or it lacks an address.'];
    this.#saving.given = tab.data;
    return [true];
  }

  #endSaving(reason: unknown): void {
    const saving = this.#saving;
    this.#saving = undefined;
    if (saving?.given !== undefined && reason === undefined) saving.resolve(saving.given);
    else saving?.reject(new Error(typeof reason === 'string' ? reason : 'The page gave nothing to save.'));
  }

  #share(content: unknown, onShare: HostOptions['onShare']): readonly unknown[] {
    const link = sharedContent.safeParse(content).data?.content[0];
    // An error of the SDK: its code for arguments that cannot be used.
    if (link === undefined || onShare === undefined) return [{ errorCode: 4000, message: 'There is no link to share.' }];
    onShare(link);
    return [undefined, undefined];
  }

  #tell(func: string, value: unknown): void {
    this.#post({ func, args: [value] });
  }
}
