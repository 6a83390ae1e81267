import type { Result, Usage } from './wire';

/** Sums of usage. Pure; days are UTC, as the server counts them. */

export interface Day {
  day: string;
  calls: number;
  answered: number;
  /** Milliseconds from answer to end, summed. */
  talk: number;
}

/** The days up to one, the last of them, without gaps. */
export function byDay(usage: readonly Usage[], last: string, days: number): Day[] {
  const all = new Map<string, Day>();
  const end = Date.parse(`${last}T00:00:00Z`);
  for (let back = days - 1; back >= 0; back--) {
    const day = new Date(end - back * 86_400_000).toISOString().slice(0, 10);
    all.set(day, { day, calls: 0, answered: 0, talk: 0 });
  }
  for (const row of usage) {
    const day = all.get(row.day);
    if (!day) continue;
    day.calls += row.calls;
    day.answered += row.answered;
    day.talk += row.talk_ms;
  }
  return [...all.values()];
}

/** How many calls came to what, the most first. */
export function byResult(usage: readonly Usage[]): [result: Result, calls: number][] {
  const all = new Map<Result, number>();
  for (const { result, calls } of usage) all.set(result, (all.get(result) ?? 0) + calls);
  return [...all].filter(([, calls]) => calls > 0).sort(([, a], [, b]) => b - a);
}

/** All days in one. */
export function total(days: readonly Day[]): Omit<Day, 'day'> {
  const sum = { calls: 0, answered: 0, talk: 0 };
  for (const { calls, answered, talk } of days) {
    sum.calls += calls;
    sum.answered += answered;
    sum.talk += talk;
  }
  return sum;
}

/** The day of a moment, UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
