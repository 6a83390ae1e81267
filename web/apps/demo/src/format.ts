/** Small pieces of text made from numbers and names. Pure; no clock of their own. */

const names = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });

/** "bob", "bob and carol", "bob, carol and dave". */
export function list(users: readonly string[]): string {
  return names.format(users);
}

/** A duration as a clock shows it: 0:07, 12:40, 1:02:03. Negative durations read 0:00. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** A duration as a sentence says it: "7 seconds", "1 minute", "12 minutes 40 seconds". */
export function duration(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  const parts = [
    count(Math.floor(total / 3600), 'hour'),
    count(Math.floor(total / 60) % 60, 'minute'),
    count(total % 60, 'second'),
  ];
  return parts.filter(Boolean).slice(0, 2).join(' ') || '0 seconds';
}

function count(n: number, unit: string): string {
  return n === 0 ? '' : `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/**
 * Whole seconds until a deadline, rounded up so that a running ring never reads 0. Both times are
 * the server's clock, in milliseconds.
 */
export function secondsLeft(deadline: number, now: number): number {
  return Math.max(0, Math.ceil((deadline - now) / 1000));
}

/** Time of day for the event list: 14:03:07. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** The start of a long id, enough to tell two apart. */
export function short(id: string): string {
  return id.length > 8 ? id.slice(-6) : id;
}

/** A hue for a name, the same on every page, so that people keep their colour. */
export function hue(name: string): number {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return Math.round((hash / 997) * 360);
}
