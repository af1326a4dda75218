import { inflateSync } from 'node:zlib';

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** White, however transparent. */
  readonly white: number;
  /** Of any colour, but fully transparent. */
  readonly clear: number;
  readonly others: number;
}

const bytesPerPixel = 4;

/** Counts the pixels of a PNG of 8 bits for each of red, green, blue and opacity, not interlaced. https://www.w3.org/TR/png-3/ */
export function whitePixels(image: Uint8Array): Pixels {
  const png = Buffer.from(image);
  const [width, height, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png.toString('hex', 24, 29)];
  if (kind !== '0806000000') throw new Error(`This reads RGBA of 8 bits only, not ${kind}.`);
  const rows = unfiltered(inflateSync(Buffer.concat(imageData(png))), width, height);
  const counts = { white: 0, clear: 0, others: 0 };
  for (let at = 0; at < rows.length; at += bytesPerPixel) {
    if (rows[at + 3] === 0) counts.clear += 1;
    else if (rows[at] === 255 && rows[at + 1] === 255 && rows[at + 2] === 255) counts.white += 1;
    else counts.others += 1;
  }
  return { width, height, ...counts };
}

function imageData(png: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return parts;
}

/** Each row begins with the number of its filter, which makes its bytes differences to those at the left and above. */
function unfiltered(data: Buffer, width: number, height: number): Uint8Array {
  const rowBytes = width * bytesPerPixel;
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x < bytesPerPixel ? 0 : (rows[y * rowBytes + x - bytesPerPixel] ?? 0);
      const above = y === 0 ? 0 : (rows[(y - 1) * rowBytes + x] ?? 0);
      const corner = x < bytesPerPixel || y === 0 ? 0 : (rows[(y - 1) * rowBytes + x - bytesPerPixel] ?? 0);
      const predicted = [0, left, above, Math.floor((left + above) / 2), paeth(left, above, corner)][filter] ?? 0;
      rows[y * rowBytes + x] = (data[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return rows;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
