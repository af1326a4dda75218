/** Ids of tabs in the manifest, of those that the rail of the frame shows. */
const tabIds = ['customers', 'enrichments'] as const;

/** A page of the tab that the frame can show. */
export interface TabPlace {
  /** Id of the tab in the manifest. */
  readonly tabId: (typeof tabIds)[number];
  /** Below the tab, as in `page.subPageId` of its context. */
  readonly subPageId?: string;
  /** Below `/tab`, where a link names the page itself. */
  readonly path?: string;
}

/** Where a link leads within the frame: a Teams deep link to a tab, or an address of the tab itself; undefined: out of the frame. */
export function placeOfLink(link: string, origin: string): TabPlace | undefined {
  if (!URL.canParse(link, origin)) return undefined;
  const url = new URL(link, origin);
  const [first, second, third, fourth] = url.pathname.split('/').slice(1);
  if (url.origin === 'https://teams.microsoft.com' && first === 'l' && second === 'entity' && third !== undefined) {
    const tabId = tabIdOf(fourth);
    const subPageId = subEntityOf(url.searchParams.get('context'));
    return tabId && { tabId, ...(subPageId !== undefined && { subPageId }) };
  }
  if (url.origin !== origin || first !== 'tab') return undefined;
  const path = `${url.pathname.slice('/tab'.length)}${url.search}`;
  return { tabId: tabIdOf(second) ?? 'customers', path };
}

function tabIdOf(name: string | undefined): TabPlace['tabId'] | undefined {
  return tabIds.find((id) => id === name);
}

function subEntityOf(context: string | null): string | undefined {
  try {
    const { subEntityId } = JSON.parse(context ?? '{}') as { readonly subEntityId?: unknown };
    return typeof subEntityId === 'string' && subEntityId !== '' ? subEntityId : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
