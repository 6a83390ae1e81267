import { describe, expect, test } from 'vitest';
import { holds, legOf, placeOf, reduce, type Call } from './call-state';
import { updatesFixtures } from './testing/fixtures';
import type { CallMessage } from './wire';

describe('P10: the reducer comes to the same state as the server', () => {
  const fixtures = updatesFixtures();

  test('there are fixtures', () => {
    expect(fixtures.length).toBeGreaterThan(10);
  });

  test.each(fixtures)('$name: $about', ({ steps }) => {
    let state: Call | undefined;
    for (const [i, step] of steps.entries()) {
      const before = structuredClone(state);
      const next = reduce(state, step.message);
      expect(state, `step ${i} leaves the state before as it was`).toEqual(before);
      expect(next.outcome, `step ${i}`).toBe(step.outcome);
      state = next.state;
      expect(state, `step ${i}`).toEqual(step.state);
    }
  });
});

function message(version: number, rest: Partial<CallMessage> = {}): CallMessage {
  return { id: 'c', version, now: 1, media: 'audio', caller: 'alice', ...rest };
}

describe('reduce', () => {
  const three = reduce(undefined, message(3, { full: true })).state;

  test.each([
    ['nothing known, whole', undefined, message(5, { full: true }), 'taken'],
    ['nothing known, a change', undefined, message(5), 'gap'],
    ['the next change', three, message(4), 'merged'],
    ['the next one, whole', three, message(4, { full: true }), 'taken'],
    ['one missing', three, message(5), 'gap'],
    ['several missing, but whole', three, message(9, { full: true }), 'taken'],
    ['the same again', three, message(3), 'dropped'],
    ['the same again, whole', three, message(3, { full: true }), 'dropped'],
    ['an older one', three, message(1, { full: true }), 'dropped'],
  ] as const)('%s', (_, state, update, outcome) => {
    const next = reduce(state, update);
    expect(next.outcome).toBe(outcome);
    expect(next.state?.version).toBe(outcome === 'taken' || outcome === 'merged' ? update.version : state?.version);
  });

  test('fields that are left out are gone, legs that are left out stay', () => {
    const legs = [
      { n: 0, user: 'alice', role: 'caller', state: 'joined', device: 'a1' } as const,
      { n: 1, user: 'bob', role: 'invitee', state: 'ringing', deadline: 9 } as const,
    ];
    const before = reduce(undefined, message(1, { full: true, group: true, legs })).state;
    const bob = { n: 1, user: 'bob', role: 'invitee', state: 'gone', reason: 'rejected' } as const;
    const dave = { n: 2, user: 'dave', role: 'joiner', state: 'joined' } as const;
    const after = reduce(before, message(2, { legs: [dave, bob] })).state;
    expect(after?.group).toBeUndefined();
    expect(after?.legs).toEqual([legs[0], bob, dave]);
  });
});

describe('where a device stands', () => {
  const self = { user: 'bob', device: 'b1' };
  const bob = { n: 1, user: 'bob', role: 'invitee' } as const;
  const call = (leg: object, rest: Partial<CallMessage> = {}) =>
    reduce(undefined, message(1, { full: true, legs: [{ ...bob, state: 'ringing', ...leg }], ...rest })).state;

  test.each([
    ['out', undefined],
    ['ringing', call({})],
    ['dialing', call({ state: 'joined', device: 'b1' })],
    ['connected', call({ state: 'joined', device: 'b1' }, { answered_at: 5 })],
    ['out', call({ state: 'joined', device: 'b2' }, { answered_at: 5 })],
    ['out', call({ state: 'gone', device: 'b1' }, { answered_at: 5 })],
    ['out', call({}, { end: { at: 1, result: 'canceled', reason: 'canceled', by: { kind: 'user' } } })],
  ] as const)('%s', (place, state) => {
    expect(placeOf(state, self)).toBe(place);
  });

  test('the latest leg counts', () => {
    const again = reduce(
      undefined,
      message(1, {
        full: true,
        legs: [
          { ...bob, n: 1, state: 'gone', reason: 'rejected' },
          { ...bob, n: 2, state: 'ringing' },
        ],
      }),
    ).state;
    expect(again && legOf(again, 'bob')?.n).toBe(2);
    expect(placeOf(again, self)).toBe('ringing');
    expect(again && holds(again, 'bob')).toBe(true);
    expect(again && holds(again, 'carol')).toBe(false);
  });
});
