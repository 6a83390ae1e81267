import { expect, it } from 'vitest';
import { picture, share, ticks } from './lanes';
import type { Call, CallEvent, Leg } from './wire';

const start = Date.parse('2026-11-30T10:00:00Z');
const at = (s: number) => new Date(start + s * 1000).toISOString();

function leg(n: number, user: string, more: Partial<Leg>): Leg {
  return { n, user, role: n === 0 ? 'caller' : 'invitee', state: 'gone', ring_ms: 0, talk_ms: 0, ...more };
}

const call: Call = {
  app: '7',
  id: 'c1',
  version: 9,
  state: 'ended',
  media: 'audio',
  kind: 'group',
  caller: 'alice',
  room: { name: '1' },
  max_members: 9,
  started_at: at(0),
  answered_at: at(5),
  end: { at: at(65), result: 'completed', reason: 'hung_up', by: { kind: 'user', name: 'bob' }, cause: 'hangup' },
  ring_ms: 5000,
  talk_ms: 60_000,
  legs: [
    leg(0, 'alice', { joined_at: at(0), gone_at: at(65), reason: 'call_over' }),
    leg(1, 'bob', { invited_at: at(0), joined_at: at(5), gone_at: at(65), reason: 'hung_up' }),
    leg(2, 'carol', { invited_at: at(0), gone_at: at(30), reason: 'no_answer' }),
    leg(3, 'carol', { invited_at: at(40), joined_at: at(42), gone_at: at(50), reason: 'removed' }),
  ],
};

function event(s: number, more: Partial<CallEvent>): CallEvent {
  return { at: at(s), source: 'call', type: 'joined', ...more };
}

it('who waits, rings and talks stands in a lane of their own, however often they were asked', () => {
  const { lanes, from, until } = picture(call, []);
  const told = lanes.map(({ of, spans }) => [
    of,
    spans.map((s) => [s.phase, (s.from - start) / 1000, (s.until - start) / 1000]),
  ]);
  expect(told).toEqual([
    [{ user: 'alice' }, [['waiting', 0, 5], ['talking', 5, 65]]], // prettier-ignore
    [{ user: 'bob' }, [['ringing', 0, 5], ['talking', 5, 65]]], // prettier-ignore
    [{ user: 'carol' }, [['ringing', 0, 30], ['ringing', 40, 42], ['talking', 42, 50]]], // prettier-ignore
  ]);
  expect(lanes.map(({ last }) => last?.reason)).toEqual(['call_over', 'hung_up', 'removed']);
  expect(from).toBe(start);
  expect(until).toBeGreaterThan(start + 65_000);
});

it('what happened stands on the lane of whom it is about; what came later stands at the right edge', () => {
  const { lanes, until } = picture(call, [
    event(0, { type: 'started' }),
    event(5, { user: 'bob' }),
    event(6, { user: 'mallory' }),
    event(4000, { source: 'webhook', type: 'attempt' }),
  ]);
  const marks = lanes.map(({ of, marks }) => [of, marks.map((mark) => mark.event.type)]);
  expect(marks.slice(1)).toEqual([
    [{ user: 'bob' }, ['joined']],
    [{ user: 'carol' }, []],
    ['call', ['started', 'joined']],
    ['webhook', ['attempt']],
  ]);
  expect(lanes.at(-1)?.marks[0]?.at).toBe(until);
});

it('a call that runs goes up to now, by the server’s clock', () => {
  const running = { ...call, state: 'ringing' as const, ring_ms: 8000, talk_ms: 0, legs: [
    leg(0, 'alice', { state: 'joined', joined_at: at(0) }),
    leg(1, 'bob', { state: 'ringing', invited_at: at(0) }),
  ] }; // prettier-ignore
  delete running.answered_at;
  delete running.end;
  const { lanes } = picture(running, []);
  expect(lanes.map(({ spans }) => spans)).toEqual([
    [{ phase: 'waiting', from: start, until: start + 8000 }],
    [{ phase: 'ringing', from: start, until: start + 8000 }],
  ]);
  expect(lanes.some(({ last }) => last)).toBe(false);
});

it.each([
  [900, [0, 200, 400, 600, 800]],
  [65_000, [0, 15_000, 30_000, 45_000, 60_000]],
  [3_600_000, [0, 600_000, 1_200_000, 1_800_000, 2_400_000, 3_000_000, 3_600_000]],
])('over %d ms the time is written at %j', (length, all) => expect(ticks(length)).toEqual(all));

it('no time is too long', () => {
  expect(ticks(40 * 86_400_000).length).toBeLessThan(8);
});

it('a place is a share of the whole', () => {
  expect(share(1500, { from: 1000, until: 2000 })).toBe(50);
  expect(share(1, { from: 1, until: 1 })).toBe(0);
});
