import { expect, it } from 'vitest';
import { byDay, byResult, dayOf, total } from './usage';
import type { Usage } from './wire';

const rows: Usage[] = [
  {
    day: '2026-11-29',
    media: 'audio',
    result: 'completed',
    calls: 3,
    answered: 3,
    talk_ms: 180_000,
    participant_ms: 0,
  },
  { day: '2026-11-30', media: 'audio', result: 'no_answer', calls: 4, answered: 0, talk_ms: 0, participant_ms: 0 },
  { day: '2026-11-30', media: 'video', result: 'completed', calls: 1, answered: 1, talk_ms: 60_000, participant_ms: 0 },
  { day: '2026-01-01', media: 'video', result: 'busy', calls: 0, answered: 0, talk_ms: 0, participant_ms: 0 },
];

it('has each day, also those without calls', () => {
  expect(byDay(rows, '2026-11-30', 3)).toEqual([
    { day: '2026-11-28', calls: 0, answered: 0, talk: 0 },
    { day: '2026-11-29', calls: 3, answered: 3, talk: 180_000 },
    { day: '2026-11-30', calls: 5, answered: 1, talk: 60_000 },
  ]);
  expect(total(byDay(rows, '2026-11-30', 3))).toEqual({ calls: 8, answered: 4, talk: 240_000 });
});

it('counts what calls came to', () => {
  expect(byResult(rows)).toEqual([
    ['completed', 4],
    ['no_answer', 4],
  ]);
});

it('a day is a day of UTC', () => {
  expect(dayOf(Date.parse('2026-11-30T23:30:00-05:00'))).toBe('2026-12-01');
});
