/** A text that should be JSON and is not: a gateway's page, or an answer cut off. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

/** @throws NotJson. The parser's own error quotes the text, and with it somebody's address or a token; this one does not. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson(`A text of ${text.length} characters is not JSON.`);
  }
}
