/** The id of a source's line at the foot of an article; `place` counts from 1. */
export function sourceId(place: number): string {
  return `nguon-${place}`;
}
