import { describe, expect, it, test } from 'vitest';
import { ar } from '../example/ar';
import { en } from './locales/en';
import { ja } from './locales/ja';
import { ko } from './locales/ko';
import { zh } from './locales/zh';
import { hue, timeLeft, Words } from './words';

const english = new Words(en);

describe('list', () => {
  it.each([
    [[], ''],
    [['bob'], 'bob'],
    [['bob', 'carol'], 'bob and carol'],
    [['bob', 'carol', 'dave'], 'bob, carol, and dave'],
  ])('%j', (users, text) => expect(english.list(users)).toBe(text));
  it('is that of the language', () => expect(new Words(ja).list(['A', 'B'])).toBe('A、B'));
  it('keeps names that are written the other way in their places', () =>
    expect(new Words(ar).list(['bob', 'ليلى'])).toBe('\u2068bob\u2069 وليلى'));
});

describe('clock', () => {
  it.each([
    [-5000, '0:00'],
    [7999, '0:07'],
    [60_000, '1:00'],
    [760_000, '12:40'],
    [3_723_000, '1:02:03'],
  ])('%i ms', (ms, text) => expect(english.clock(ms)).toBe(text));
  it('has the digits of the language', () => expect(new Words({ ...ar, tag: 'ar-EG' }).clock(760_000)).toBe('١٢:٤٠'));
});

describe('duration', () => {
  it.each([
    [0, '0 seconds'],
    [1000, '1 second'],
    [60_000, '1 minute'],
    [761_000, '12 minutes 41 seconds'],
    [3_600_000 + 61_000, '1 hour 1 minute'],
  ])('%i ms', (ms, text) => expect(english.duration(ms)).toBe(text));
  it('is that of the language', () => expect(new Words(ko).duration(61_000)).toBe('1분 1초'));
});

describe('when', () => {
  const now = new Date(2026, 4, 13, 15, 0).getTime();
  const hour = 3_600_000;
  it.each([
    [hour, '2:00 PM'],
    [16 * hour, 'yesterday, 11:00 PM'],
    [3 * 24 * hour, 'Sunday 3:00 PM'],
    [20 * 24 * hour, 'Apr 23, 3:00 PM'],
    [400 * 24 * hour, 'Apr 8, 2025'],
  ])('%i ms ago', (ago, text) => {
    // Newer tables part time and AM with a narrow space.
    expect(
      english
        .when(now - ago, now)
        .replace(/\s/g, ' ')
        .replace(' at ', ' '),
    ).toBe(text);
  });
});

describe('timeLeft', () => {
  it.each([
    [30_001, 0, 31_000], // a ring that is still running never reads 0
    [30_000, 0, 30_000],
    [30_000, 29_999, 1000],
    [30_000, 30_000, 0],
    [30_000, 99_000, 0],
  ])('deadline %i at %i', (deadline, now, left) => expect(timeLeft(deadline, now)).toBe(left));
});

test('plurals are those of the language', () => {
  expect([1, 2].map((n) => en.messages.people(n))).toEqual(['1 person', '2 people']);
  expect([1, 2, 3, 11].map((n) => ar.messages.people(n))).toEqual(['شخص واحد', 'شخصان', '3 أشخاص', '11 شخصًا']);
});

test('a name has the same hue every time, and the usual names have different ones', () => {
  const hues = ['alice', 'bob', 'carol', 'dave'].map(hue);
  expect(hues).toEqual(['alice', 'bob', 'carol', 'dave'].map(hue));
  expect(new Set(hues).size).toBe(4);
  for (const value of hues) expect(value).toBeGreaterThanOrEqual(0);
});

describe.each([en, zh, ja, ko, ar])('$tag', ({ tag, messages }) => {
  test('says everything, in its own words, with what it was given', () => {
    const all = (texts: object, english: object, path: string): void => {
      for (const [key, text] of Object.entries(texts)) {
        const original = (english as Record<string, unknown>)[key];
        if (typeof text === 'object') {
          all(text as object, original as object, `${path}${key}.`);
        } else if (typeof text === 'function') {
          // Numbers for those who count, names for the others.
          const said = (text as (...given: unknown[]) => string)(...(countsOnly.has(key) ? [3] : ['«bob»', 3]));
          expect(said, path + key).toMatch(countsOnly.has(key) ? /3|٣/ : /«bob»/);
        } else {
          expect(text, path + key).not.toBe('');
          if (tag !== 'en') expect(text, path + key).not.toBe(original);
        }
      }
    };
    all(messages, en.messages, '');
  });
});

const countsOnly = new Set(['people', 'moreMembers', 'inviteCall', 'backgroundImage']);
