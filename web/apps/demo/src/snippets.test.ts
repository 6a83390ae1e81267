import { describe, expect, it } from 'vitest';
import { pieces, snippet } from './snippets';
import type { Facts, Side, Situation } from './snippets';

const facts: Facts = {
  origin: 'https://calls.example.com',
  app: 1400000001,
  me: 'alice',
  others: ['bob', 'carol'],
  video: true,
  call: '01a2',
};
const situations: Situation[] = ['idle', 'outgoing', 'incoming', 'call', 'ended'];
const sides: Side[] = ['kit', 'engine', 'server'];

describe.each(situations)('%s', (situation) => {
  it.each(sides)('has code for the %s that fits beside a call', (side) => {
    const text = snippet(situation, side, facts);
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(16);
    expect(text).not.toContain('undefined');
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

it('speaks of the call on the screen', () => {
  expect(snippet('outgoing', 'engine', facts)).toContain("userIDList: ['bob', 'carol']");
  expect(snippet('outgoing', 'kit', { ...facts, others: ['bob'], video: false })).toContain(
    "'bob', { media: 'audio' }",
  );
  expect(snippet('call', 'server', facts)).toContain('/api/v1/apps/1400000001/calls/01a2/end');
});

it('tells comments, strings and words apart', () => {
  expect(pieces("# a 'quote'\nconst a = 'b'; // c")).toEqual([
    { text: "# a 'quote'", kind: 'comment' },
    { text: '\n', kind: 'plain' },
    { text: 'const', kind: 'word' },
    { text: ' a = ', kind: 'plain' },
    { text: "'b'", kind: 'string' },
    { text: '; ', kind: 'plain' },
    { text: '// c', kind: 'comment' },
  ]);
});
