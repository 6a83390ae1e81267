import { expect, test } from 'vitest';
import { Silence } from './silence';

test('what cannot be known is not silence', () => {
  const silence = new Silence();
  for (let now = 0; now < 10_000; now += 400) expect(silence.look(0, true, now)).toBe(false);
});

test('a page that stood still says nothing about the time in between', () => {
  const silence = new Silence();
  expect(silence.look(7, true, 0)).toBe(false);
  expect(silence.look(7, true, 60_000)).toBe(false);
  expect(silence.look(7, true, 60_400)).toBe(false);
  expect(silence.look(7, true, 61_200)).toBe(true);
});

test('silence begins with the first look without anything new, and ends with anything', () => {
  const silence = new Silence();
  for (const now of [0, 400, 800]) expect(silence.look(now + 1, true, now)).toBe(false);
  for (const now of [1_200, 1_600]) expect(silence.look(801, true, now)).toBe(false);
  expect(silence.look(801, true, 2_000)).toBe(true);
  expect(silence.look(802, true, 2_400)).toBe(false);
});
