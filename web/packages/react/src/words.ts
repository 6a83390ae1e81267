import type { Locale, Messages } from './locales/en';

/** Times within a minute of each other are the same day or not by the user's own calendar. */
const day = 86_400_000;

/** Texts, numbers, lists and times of one language. Pure; no clock of its own. */
export class Words {
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly messages: Messages;
  readonly #names: Intl.ListFormat;
  readonly #pair: Intl.NumberFormat;
  readonly #units = new Map<string, Intl.NumberFormat>();

  constructor({ tag, dir = 'ltr', messages }: Locale) {
    this.tag = tag;
    this.dir = dir;
    this.messages = messages;
    this.#names = new Intl.ListFormat(tag, { style: 'long', type: 'conjunction' });
    this.#pair = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2, useGrouping: false });
  }

  /** "bob", "bob and carol", "bob, carol, and dave". A name that is written the other way stays in its place. */
  list(names: readonly string[]): string {
    return this.#names.format(names.map((name) => this.#isolated(name)));
  }

  #isolated(name: string): string {
    const rtl = /[\u0590-\u08ff\ufb1d-\ufefc]/.test(name);
    return rtl === (this.dir === 'rtl') ? name : `\u2068${name}\u2069`;
  }

  /** A duration as a clock shows it: 0:07, 12:40, 1:02:03. Negative durations read 0:00. */
  clock(ms: number): string {
    const total = Math.max(0, Math.floor(ms / 1000));
    const seconds = this.#pair.format(total % 60);
    const minutes = Math.floor(total / 60) % 60;
    const hours = Math.floor(total / 3600);
    const number = (n: number) => n.toLocaleString(this.tag, { useGrouping: false });
    return hours > 0 ? `${number(hours)}:${this.#pair.format(minutes)}:${seconds}` : `${number(minutes)}:${seconds}`;
  }

  /** A duration as a sentence says it: "7 seconds", "1 minute", "12 minutes 40 seconds". Two units are enough. */
  duration(ms: number, display: 'long' | 'narrow' | 'short' = 'long'): string {
    const total = Math.max(0, Math.round(ms / 1000));
    const counts = { hour: Math.floor(total / 3600), minute: Math.floor(total / 60) % 60, second: total % 60 };
    const parts = (['hour', 'minute', 'second'] as const)
      .filter((unit) => counts[unit] > 0)
      .slice(0, 2)
      .map((unit) => this.#unit(unit, display).format(counts[unit]));
    return parts.length > 0 ? parts.join(' ') : this.#unit('second', display).format(0);
  }

  /** When a call was: the time today, "yesterday" and the time, the day and the time before that. */
  when(at: number, now: number): string {
    const time = new Intl.DateTimeFormat(this.tag, { timeStyle: 'short' }).format(at);
    const days = Math.round((midnight(now) - midnight(at)) / day);
    if (days <= 0) return time;
    if (days === 1) {
      const yesterday = new Intl.RelativeTimeFormat(this.tag, { numeric: 'auto' }).format(-1, 'day');
      return `${yesterday}, ${time}`;
    }
    const form: Intl.DateTimeFormatOptions =
      days < 7
        ? { weekday: 'long', hour: 'numeric', minute: '2-digit' }
        : days < 300
          ? { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }
          : { day: 'numeric', month: 'short', year: 'numeric' };
    return new Intl.DateTimeFormat(this.tag, form).format(at);
  }

  #unit(unit: string, unitDisplay: 'long' | 'narrow' | 'short'): Intl.NumberFormat {
    const key = unit + unitDisplay;
    const known = this.#units.get(key);
    if (known) return known;
    const made = new Intl.NumberFormat(this.tag, { style: 'unit', unit, unitDisplay });
    this.#units.set(key, made);
    return made;
  }
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/**
 * Milliseconds until a deadline in whole seconds, rounded up so that a running ring never reads 0. Both times are the
 * server's clock.
 */
export function timeLeft(deadline: number, now: number): number {
  return Math.max(0, Math.ceil((deadline - now) / 1000)) * 1000;
}

/** A hue for a name, the same on every page, so that people keep their colour. */
export function hue(name: string): number {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return Math.round((hash / 997) * 360);
}
