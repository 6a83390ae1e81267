import { describe, expect, test } from 'vitest';
import type { Call, Member } from '../call';
import { arrange } from './layout';

const wishes = { layout: 'auto', pinned: '', speaker: '', screens: new Set<string>() } as const;

function callOf(n: number, states: Partial<Record<string, Member['state']>> = {}): Call {
  const members = ['me', ...Array.from({ length: n }, (_, i) => `u${i + 1}`)].map((user) => {
    const state = states[user] ?? 'joined';
    return { user, role: 'invitee', state, reason: '', deadline: 0, rung: true, joinedAt: 1 } as const;
  });
  const times = { startedAt: 1, answeredAt: 2, deadline: 0 };
  return { id: 'c', state: 'connected', media: 'video', group: true, from: 'me', members, data: '', ...times };
}

const users = (members: readonly Member[]) => members.map(({ user }) => user);

describe('arrange', () => {
  test('two people are a pair, whatever is wished', () => {
    for (const layout of ['auto', 'grid', 'speaker'] as const) {
      expect(arrange(callOf(1), 'me', { ...wishes, layout })).toMatchObject({ kind: 'pair', featured: 'u1' });
    }
  });

  test('who is left over of a group and somebody alone are a pair', () => {
    expect(arrange(callOf(2, { u2: 'gone' }), 'me', wishes).kind).toBe('pair');
    expect(arrange(callOf(1, { u1: 'gone' }), 'me', wishes)).toMatchObject({ kind: 'pair', featured: 'me' });
  });

  test('a few people are a grid, oneself last; who still rings is there', () => {
    const { kind, people, featured } = arrange(callOf(3, { u2: 'ringing' }), 'me', wishes);
    expect([kind, users(people), featured]).toEqual(['grid', ['u1', 'u2', 'u3', 'me'], '']);
  });

  test('a crowd has one large, the speaker if there is one', () => {
    expect(arrange(callOf(9), 'me', wishes)).toMatchObject({ kind: 'speaker', featured: 'u1' });
    expect(arrange(callOf(9), 'me', { ...wishes, speaker: 'u7' })).toMatchObject({ featured: 'u7' });
  });

  test('the large one is never somebody who only rings, if there is anybody else', () => {
    const call = callOf(3, { u1: 'ringing' });
    expect(arrange(call, 'me', { ...wishes, layout: 'speaker' }).featured).toBe('u2');
  });

  test('a screen is large, also of two; a pin wins over it', () => {
    const screens = new Set(['u1']);
    expect(arrange(callOf(1), 'me', { ...wishes, screens })).toMatchObject({
      kind: 'speaker',
      screens: ['u1'],
      featured: 'screen:u1',
    });
    expect(arrange(callOf(2), 'me', { ...wishes, screens, pinned: 'u2' }).featured).toBe('u2');
  });

  test("one's own screen is no picture to oneself", () => {
    expect(arrange(callOf(1), 'me', { ...wishes, screens: new Set(['me']) }).kind).toBe('pair');
  });

  test('a pin of somebody who left is forgotten', () => {
    expect(arrange(callOf(3), 'me', { ...wishes, pinned: 'erin', layout: 'speaker' }).featured).toBe('u1');
  });

  test('more than fit are counted, and who speaks is always shown', () => {
    const { people, hidden } = arrange(callOf(20), 'me', { ...wishes, speaker: 'u19' });
    expect(users(people)).toContain('u19');
    expect(users(people).at(-1)).toBe('me');
    expect(people.length - 1 + hidden).toBe(20);
    expect(hidden).toBeGreaterThan(0);
    expect(arrange(callOf(20), 'me', { ...wishes, layout: 'grid' }).people.length).toBeLessThanOrEqual(12);
  });
});
