/** Moments as text, in the reader's own time. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a tenth of a millisecond, too long for each row of a long list. */
function format(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, made);
  return made;
}

/** 30 Nov, 14:03:07; with the year if it is another one. */
export function moment(tag: string, at: string): string {
  const date = new Date(at);
  return format(tag, {
    ...(date.getFullYear() !== new Date().getFullYear() && { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

/** 14:03:07.250, for what happens within one. */
export function instant(at: string): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** Sat 29: of a day that the server counts, which is UTC. */
export function weekday(tag: string, day: string): string {
  return format(tag, { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

/** Sat, or 29 Nov where there are more days than a week has. */
export function dayName(tag: string, day: string, days: '7' | '30'): string {
  const parts: Intl.DateTimeFormatOptions = days === '7' ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
  return format(tag, { ...parts, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

/** 350 ms, 2.4 s, 12:40: as fine as is of use. */
export function lasting(tag: string, ms: number): string {
  if (ms >= 60_000) {
    const total = Math.floor(ms / 1000);
    const two = (n: number) => String(n).padStart(2, '0');
    const hours = Math.floor(total / 3600);
    const minutes = Math.floor(total / 60) % 60;
    return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
  }
  const [value, unit, digits] = ms < 1000 ? [ms, 'millisecond', 0] : [ms / 1000, 'second', 1];
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

/** The moment that an input of type datetime-local says, for the API; empty stays empty. */
export function fromInput(local: string): string {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
