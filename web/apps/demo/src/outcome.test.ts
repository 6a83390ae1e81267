import { describe, expect, it } from 'vitest';
import { outcome } from './outcome';
import type { Ended } from './outcome';

/** Alice called bob, and it was over before anybody answered. */
const asCaller: Ended = {
  callId: 'c1',
  word: 'unknown',
  by: '',
  connected: false,
  seconds: 0,
  video: false,
  me: 'alice',
  caller: 'alice',
  others: ['bob'],
  refused: {},
};

/** The same seen by bob. */
const asCallee: Ended = { ...asCaller, me: 'bob', others: ['alice'] };

/** They talked for 65 seconds. */
const talked: Ended = { ...asCaller, connected: true, seconds: 65 };

const group: Ended = { ...asCaller, others: ['bob', 'carol', 'dave'] };

describe('to the caller', () => {
  it.each<[string, Ended, string, string]>([
    ['bob declines', { ...asCaller, word: 'rejected', refused: { bob: 'rejected' } }, 'bob declined', ''],
    [
      'bob is busy',
      { ...asCaller, word: 'busy', refused: { bob: 'busy' } },
      'bob is busy',
      'They are in another call. Try again in a while.',
    ],
    [
      'nobody answers',
      { ...asCaller, word: 'no_answer', refused: { bob: 'no_answer' } },
      'No answer',
      'bob did not answer in time.',
    ],
    ['alice gives up', { ...asCaller, word: 'canceled', by: 'alice' }, 'You gave up', 'Nobody had answered yet.'],
    [
      'a server ends it',
      { ...asCaller, word: 'ended_by_app', by: 'administrator' },
      'Ended by the server',
      'It was stopped before anybody answered.',
    ],
    [
      'a group refuses in different ways',
      { ...group, word: 'no_answer', refused: { bob: 'no_answer', carol: 'rejected', dave: 'busy' } },
      'No answer',
      'bob did not answer in time. carol declined. dave was busy.',
    ],
    [
      'all of a group decline',
      { ...group, word: 'rejected', refused: { bob: 'rejected', carol: 'rejected', dave: 'busy' } },
      'bob and carol declined',
      'dave was busy.',
    ],
    [
      'all of a group are busy',
      { ...group, word: 'busy', refused: { bob: 'busy', carol: 'busy', dave: 'busy' } },
      'bob, carol and dave are busy',
      'They are in other calls.',
    ],
    ['the refusals were not heard', { ...asCaller, word: 'rejected' }, 'bob declined', ''],
  ])('%s', (_, ended, title, detail) => expect(outcome(ended)).toMatchObject({ title, detail }));
});

describe('to the callee', () => {
  it.each<[string, Ended, string]>([
    ['declines', { ...asCallee, word: 'rejected', by: 'bob' }, 'You declined'],
    ['does not answer', { ...asCallee, word: 'no_answer' }, 'Missed call from alice'],
    ['the caller gives up', { ...asCallee, word: 'canceled', by: 'alice' }, 'Missed call from alice'],
    ['the caller vanishes', { ...asCallee, word: 'offline' }, 'Missed call from alice'],
    ['is in another call', { ...asCallee, word: 'busy' }, 'Missed call from alice'],
    ['another device answers', { ...asCallee, word: 'answered_elsewhere' }, 'Answered on another device'],
    ['another device declines', { ...asCallee, word: 'rejected_elsewhere' }, 'Declined on another device'],
    ['a server ends it', { ...asCallee, word: 'ended_by_app', by: 'administrator' }, 'Ended by the server'],
    ['a server takes bob out', { ...asCallee, word: 'removed' }, 'Taken out by an administrator'],
  ])('%s', (_, ended, title) => expect(outcome(ended).title).toBe(title));

  it('never calls a declined call missed (P8)', () => {
    for (const word of ['rejected', 'rejected_elsewhere', 'answered_elsewhere'] as const) {
      expect(outcome({ ...asCallee, word }).mood).toBe('calm');
    }
  });
});

describe('after talking', () => {
  it.each<[string, Ended, string]>([
    ['I hang up', { ...talked, word: 'hung_up', by: 'alice' }, 'You hung up'],
    ['bob hangs up', { ...talked, word: 'hung_up', by: 'bob' }, 'bob hung up'],
    ['bob vanishes', { ...talked, word: 'offline', by: 'bob' }, 'bob lost the connection'],
    ['the one other vanishes, nameless', { ...talked, word: 'offline' }, 'bob lost the connection'],
    ['I vanish', { ...talked, word: 'offline', by: 'alice' }, 'Connection lost'],
    ['somebody of many vanishes', { ...talked, others: ['bob', 'carol'], word: 'offline' }, 'Connection lost'],
    ['a server ends it', { ...talked, word: 'ended_by_app', by: 'administrator' }, 'Ended by the server'],
    ['a server takes me out', { ...talked, word: 'removed' }, 'Taken out by an administrator'],
  ])('%s', (_, ended, title) => {
    expect(outcome(ended)).toMatchObject({ title, detail: 'You talked for 1 minute 5 seconds.' });
  });
});
