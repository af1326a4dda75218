const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Called with the byte offsets of the key (without its quotes) and of the value. */
export type PropertyVisitor = (keyStart: number, keyEnd: number, valueStart: number, valueEnd: number) => void;

/**
 * Visits the properties of the JSON object at `start`, not those of nested objects. Cutting an item on bytes keeps every number and escape as it
 * was written and costs a fraction of parsing it. The bytes must be valid JSON.
 */
export function eachProperty(json: Buffer, start: number, visit: PropertyVisitor): void {
  let at = skipSpace(json, start) + 1;
  for (;;) {
    at = skipSpace(json, at);
    if (json[at] === comma) at = skipSpace(json, at + 1);
    if (json[at] !== quote) return;
    const keyEnd = skipString(json, at);
    const valueStart = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const valueEnd = skipValue(json, valueStart);
    visit(at + 1, keyEnd - 1, valueStart, valueEnd);
    at = valueEnd;
  }
}

/** The byte offsets at which the elements of the JSON array in `json` begin. The bytes must be valid JSON. */
export function elementStarts(json: Buffer): number[] {
  const starts: number[] = [];
  let at = skipSpace(json, skipSpace(json, 0) + 1);
  while (at < json.length && json[at] !== closeBracket) {
    starts.push(at);
    at = skipSpace(json, skipValue(json, at));
    if (json[at] === comma) at = skipSpace(json, at + 1);
  }
  return starts;
}

function skipSpace(json: Buffer, from: number): number {
  let at = from;
  while ((json[at] ?? quote) <= 0x20) at++;
  return at;
}

/** From the opening quote to behind the closing one. */
function skipString(json: Buffer, from: number): number {
  let at = from + 1;
  for (let byte = json[at]; byte !== quote; byte = json[at]) at += byte === backslash ? 2 : 1;
  return at + 1;
}

function skipValue(json: Buffer, from: number): number {
  const first = json[from];
  if (first === quote) return skipString(json, from);
  if (first === openBrace || first === openBracket) return skipNested(json, from);
  let at = from;
  for (let byte = json[at]; byte !== undefined && byte > 0x20 && byte !== comma && byte !== closeBrace && byte !== closeBracket; byte = json[at]) at++;
  return at;
}

function skipNested(json: Buffer, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const byte = json[at];
    if (byte === quote) {
      at = skipString(json, at);
      continue;
    }
    if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) depth--;
    at++;
  } while (depth > 0);
  return at;
}
