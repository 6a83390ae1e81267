import { describe, expect, it } from 'vitest';
import { clock, duration, hue, list, secondsLeft, short, timeOfDay } from './format';

describe('list', () => {
  it.each([
    [[], ''],
    [['bob'], 'bob'],
    [['bob', 'carol'], 'bob and carol'],
    [['bob', 'carol', 'dave'], 'bob, carol and dave'],
  ])('%j', (users, text) => expect(list(users)).toBe(text));
});

describe('clock', () => {
  it.each([
    [-5000, '0:00'],
    [7999, '0:07'],
    [60_000, '1:00'],
    [760_000, '12:40'],
    [3_723_000, '1:02:03'],
  ])('%i ms', (ms, text) => expect(clock(ms)).toBe(text));
});

describe('duration', () => {
  it.each([
    [0, '0 seconds'],
    [1000, '1 second'],
    [60_000, '1 minute'],
    [761_000, '12 minutes 41 seconds'],
    [3_600_000 + 61_000, '1 hour 1 minute'],
  ])('%i ms', (ms, text) => expect(duration(ms)).toBe(text));
});

describe('secondsLeft', () => {
  it.each([
    [30_001, 0, 31], // a ring that is still running never reads 0
    [30_000, 0, 30],
    [30_000, 29_999, 1],
    [30_000, 30_000, 0],
    [30_000, 99_000, 0],
  ])('deadline %i at %i', (deadline, now, left) => expect(secondsLeft(deadline, now)).toBe(left));
});

it('shows the end of a long id and all of a short one', () => {
  expect(short('web-0123456789abcdef')).toBe('abcdef');
  expect(short('d1')).toBe('d1');
});

it('gives a name the same hue every time, and different ones to the usual names', () => {
  const hues = ['alice', 'bob', 'carol', 'dave'].map(hue);
  expect(hues).toEqual(['alice', 'bob', 'carol', 'dave'].map(hue));
  expect(new Set(hues).size).toBe(4);
  for (const value of hues) expect(value).toBeGreaterThanOrEqual(0);
});

it('pads the time of day', () => {
  expect(timeOfDay(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('03:04:05');
});
