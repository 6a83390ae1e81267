/** The numbers of an enum made by {@link numbered}. */
export type Numbers<E> = E[keyof E & string] & number;

/**
 * An enum of numbers as TypeScript makes them: by name it gives the number, by number the name, which is what apps print.
 */
export function numbered<const T extends Record<string, number>>(
  names: T,
): Readonly<T> & Readonly<Record<number, string>> {
  const byNumber = Object.fromEntries(Object.entries(names).map(([name, number]) => [number, name]));
  return Object.freeze({ ...names, ...byNumber });
}
