import { standingOf, type NamedPart, type Standing } from '../../components/customers/scoreParts.ts';

export interface Standout {
  readonly part: NamedPart;
  readonly standing: Exclude<Standing, 'about'>;
}

const standoutsMax = 4;

/** The parts in which the customer is farthest from the typical one, by the points that it costs or earns them; none where it is close in all. */
export function standouts(parts: readonly NamedPart[]): readonly Standout[] {
  // Who has no meetings has none with anybody and none lately: that is said once.
  const empty = new Set(parts.filter((part) => isVolume(part) && standingOf(part) === 'none').map(({ subject }) => subject));
  return parts
    .filter((part) => isVolume(part) || !empty.has(part.subject))
    .flatMap((part): readonly Standout[] => {
      const standing = standingOf(part);
      return standing === 'about' || part.typical === undefined ? [] : [{ part, standing }];
    })
    .sort((a, b) => distance(b.part) - distance(a.part))
    .slice(0, standoutsMax);
}

/** The parts whose points changed noticeably since the run before, the largest change first. */
export function movedParts(parts: readonly NamedPart[]): readonly (NamedPart & { readonly pointsChange: number })[] {
  return parts
    .flatMap((part) => (part.pointsChange !== undefined && Math.abs(part.pointsChange) >= noticeablePoints ? [{ ...part, pointsChange: part.pointsChange }] : []))
    .sort((a, b) => Math.abs(b.pointsChange) - Math.abs(a.pointsChange))
    .slice(0, standoutsMax);
}

/** With one digit behind the point, less is told as 0. */
const noticeablePoints = 0.05;

function isVolume({ name }: NamedPart): boolean {
  return name === 'emailVolume' || name === 'meetingVolume';
}

/** In points. */
function distance({ points, weight }: NamedPart): number {
  return Math.abs(points - weight / 2);
}
