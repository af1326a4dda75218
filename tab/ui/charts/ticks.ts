/** Which of `count` places along an axis have a label, so that labels of this width do not touch: every nth, the last one among them. */
export function labelledPlaces(count: number, axisWidthPixels: number, labelWidthPixels: number): readonly number[] {
  if (count === 0) return [];
  const room = Math.max(1, Math.floor(axisWidthPixels / labelWidthPixels));
  const step = Math.ceil(count / room);
  return Array.from({ length: Math.ceil(count / step) }, (_, label) => count - 1 - label * step).reverse();
}

/** Where an axis of whole numbers from 0 ends: a number that `tickCount` steps of 1, 2, 2.5 or 5 times a power of ten reach. */
export function wholeAxisEnd(valueMax: number, tickCount: number): number {
  const rough = Math.max(1, valueMax / tickCount);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough && Number.isInteger(candidate)) ?? 10 * power;
  return step * tickCount;
}
