import { describe, expect, it } from 'vitest';
import { clock, list, milliseconds, rate, share, short, timeLeft, timeOfDay } from './format';

describe('list', () => {
  it.each([
    [[], ''],
    [['bob'], 'bob'],
    [['bob', 'carol'], 'bob and carol'],
    [['bob', 'carol', 'dave'], 'bob, carol, and dave'],
  ])('%j', (users, text) => expect(list('en', users)).toBe(text));
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

describe('timeLeft', () => {
  it.each([
    [30_001, 0, '31s'], // a ring that is still running never reads 0
    [30_000, 0, '30s'],
    [30_000, 29_999, '1s'],
    [30_000, 30_000, '0s'],
    [30_000, 99_000, '0s'],
  ])('deadline %i at %i', (deadline, now, left) => expect(timeLeft('en', deadline, now)).toBe(left));
});

it('shows the end of a long id and all of a short one', () => {
  expect(short('web-0123456789abcdef')).toBe('abcdef');
  expect(short('d1')).toBe('d1');
});

it('pads the time of day', () => {
  expect(timeOfDay(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('03:04:05');
});

it('writes numbers of media', () => {
  expect(rate('en', 340_400)).toBe('340 kbit/s');
  expect(rate('en', 1_240_000)).toBe('1.2 Mbit/s');
  expect(milliseconds('en', 22.6)).toBe('23 ms');
  expect(share('en', 0)).toBe('0%');
  expect(share('en', 0.0042)).toBe('0.4%');
  expect(share('en', 0.123)).toBe('12%');
});
