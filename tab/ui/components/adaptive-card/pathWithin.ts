/** Where a link leads to within the tab, below its `base` (with origin, and a slash at the end); undefined where it leads elsewhere. Links that open in Teams name the page in `webUrl`. */
export function pathWithin(url: string, base: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, searchParams } = new URL(url);
  const page = origin === 'https://teams.microsoft.com' && pathname.startsWith('/l/entity/') ? searchParams.get('webUrl') : url;
  return page?.startsWith(base) === true ? `/${page.slice(base.length)}` : undefined;
}
