/** A model variant in the plane of quality and cost. Quality is such that more is better. */
export type QualityCost = { readonly id: string; readonly quality: number; readonly costUsd: number };

/**
 * The efficient frontier: every point for which no other is at least as good and cheaper, or better and no dearer.
 * Points that tie in both stay together. In order of rising cost; points that are not finite are left out.
 *
 * Example: (70 %, 1 USD), (80 %, 2 USD), (75 %, 3 USD) -> the first two: the third is worse and dearer than the second.
 */
export function efficientFrontier<Point extends QualityCost>(points: readonly Point[]): readonly Point[] {
  const ordered = points
    .filter(({ quality, costUsd }) => Number.isFinite(quality) && Number.isFinite(costUsd))
    .toSorted((left, right) => left.costUsd - right.costUsd || right.quality - left.quality);
  const frontier: Point[] = [];
  for (const point of ordered) {
    const last = frontier.at(-1);
    const isTie = point.quality === last?.quality && point.costUsd === last.costUsd;
    if (last === undefined || point.quality > last.quality || isTie) frontier.push(point);
  }
  return frontier;
}
