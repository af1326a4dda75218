declare const addressBrand: unique symbol;

/** A normalised SMTP address (metrics.md, "address"): lower case, no white space, no `mailto:`, no angle brackets. */
export type Address = string & { readonly [addressBrand]: true };

/**
 * The SMTP address that a text stands for, or undefined where it stands for none.
 * Exchange mixes the case, wraps addresses as `<mailto:…>`, and writes X.500 names (`/O=…`) where a mailbox has been deleted.
 */
export function parseAddress(text: string | null | undefined): Address | undefined {
  if (!text) return undefined;
  const bare = text.replace(/[<>]/g, '').trim().toLowerCase().replace(/^(?:mailto:\s*)+/, '');
  if (!bare.includes('@') || bare.startsWith('/') || /\s/.test(bare)) return undefined;
  return bare as Address;
}

/** The part behind the last `@`. */
export function domainOf(address: Address): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
