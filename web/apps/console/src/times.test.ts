import { expect, it } from 'vitest';
import { dayName, fromInput, lasting, moment, weekday } from './times';

it.each([
  [0, '0 ms'],
  [350, '350 ms'],
  [2400, '2.4 sec'],
  [59_999, '60 sec'],
  [760_000, '12:40'],
  [3_723_000, '1:02:03'],
])('%d ms last %s', (ms, text) => expect(lasting('en', ms)).toBe(text));

it('a day is the same day everywhere', () => {
  expect(weekday('en', '2026-11-30')).toMatch(/30/);
  expect(dayName('en', '2026-11-30', '7')).toBe('Mon');
  expect(dayName('en', '2026-11-30', '30')).toBe('Nov 30');
});

it('what is put in is a moment of the reader’s own time', () => {
  expect(fromInput('')).toBe('');
  expect(fromInput('rubbish')).toBe('');
  expect(Date.parse(fromInput('2026-11-30T10:00'))).toBe(new Date(2026, 10, 30, 10).getTime());
});

it('a moment of another year says so', () => {
  const year = new Date().getFullYear();
  expect(moment('en', `${year}-06-15T10:00:00Z`)).not.toContain(String(year));
  expect(moment('en', `${year - 1}-06-15T10:00:00Z`)).toContain(String(year - 1));
});
