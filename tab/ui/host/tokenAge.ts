/** A request must arrive, and be answered, while its token holds. */
const reserveMilliseconds = 2 * 60_000;

/** Whether a token ends too soon to be used. What it says of its end is read, not trusted: the API decides. */
export function isWorn(token: string, now = Date.now()): boolean {
  const expiresAtSeconds = expiryOf(token);
  return expiresAtSeconds === undefined || expiresAtSeconds * 1_000 - reserveMilliseconds <= now;
}

function expiryOf(token: string): number | undefined {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/');
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(atob(payload)) as { readonly exp?: unknown };
    return typeof claims.exp === 'number' ? claims.exp : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return undefined;
    throw error;
  }
}
