/** The points of a small chart: values from left to right, as many as fit in `slots`, the newest at the right edge. */
export function points(
  values: readonly number[],
  slots: number,
  width: number,
  height: number,
): [x: number, y: number][] {
  const most = Math.max(...values, 0);
  const step = width / (slots - 1);
  const from = width - (values.length - 1) * step;
  return values.map((value, index) => [
    round(from + index * step),
    round(most > 0 ? height - (value / most) * height : height),
  ]);
}

/** The same as a line of an SVG path; empty for fewer than two values. */
export function line(values: readonly number[], slots: number, width: number, height: number): string {
  if (values.length < 2) return '';
  return points(values, slots, width, height)
    .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
    .join('');
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
