/** Small pieces of text made from numbers and names. Pure; no clock of their own. */

let lists: { tag: string; format: Intl.ListFormat } | undefined;

/** "bob", "bob and carol", "bob, carol, and dave". */
export function list(tag: string, names: readonly string[]): string {
  if (lists?.tag !== tag) lists = { tag, format: new Intl.ListFormat(tag, { style: 'long', type: 'conjunction' }) };
  return lists.format.format(names);
}

/** A duration as a clock shows it: 0:07, 12:40, 1:02:03. Negative durations read 0:00. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/**
 * What is left until a deadline in whole seconds, rounded up so that a running ring never reads 0. Both times are the server's
 * clock, in milliseconds.
 */
export function timeLeft(tag: string, deadline: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((deadline - now) / 1000));
  return new Intl.NumberFormat(tag, { style: 'unit', unit: 'second', unitDisplay: 'narrow' }).format(seconds);
}

/** Time of day for the event list: 14:03:07. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** The end of a long id, enough to tell two apart. */
export function short(id: string): string {
  return id.length > 8 ? id.slice(-6) : id;
}

/** 340 kbit/s, 1.2 Mbit/s. */
export function rate(tag: string, bits: number): string {
  const mega = bits >= 1_000_000;
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: mega ? 1 : 0 });
  return `${number.format(bits / (mega ? 1_000_000 : 1000))} ${mega ? 'Mbit/s' : 'kbit/s'}`;
}

/** 23 ms. */
export function milliseconds(tag: string, ms: number): string {
  return `${new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }).format(ms)} ms`;
}

/** 0 %, 0.4 %, 12 %, as the language writes them. */
export function share(tag: string, part: number): string {
  return new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: part < 0.1 ? 1 : 0 }).format(part);
}
