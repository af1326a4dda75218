import { scoreComponents, shareOf } from '../metrics/score.ts';

/** A part of the Year score: a component of `metrics/score.ts`, and the points that an account earns by it. */
interface PointsOfPart {
  /** As people who call us know it: `emailVolume`. */
  readonly name: string;
  /** SQL over `component` and `typical`: null where the account has none. */
  readonly value: string;
  readonly typical: string;
  readonly points: string;
  /** The most points that there are for it. */
  readonly weight: number;
  /** A column's name. */
  readonly column: string;
}

const weightSum = scoreComponents.reduce((sum, { weightOfYear }) => sum + weightOfYear, 0);

/** In the order of the score. Points add up to the Year score before it is rounded. */
export const scoreParts: readonly PointsOfPart[] = scoreComponents.map((component) => {
  const weight = (100 * component.weightOfYear) / weightSum;
  const value = `component.${component.name}`;
  return {
    name: component.name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value: component.kind === 'count' ? `coalesce(${value}, 0)` : value,
    typical: `typical.${component.name}`,
    points: `${weight} * coalesce(${shareOf(component)}, 0)`,
    weight,
    column: component.name,
  };
});
