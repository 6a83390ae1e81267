import { describe, expect, it, test } from 'vitest';
import type { EndedCall } from './call';
import { en } from './locales/en';
import { zh } from './locales/zh';
import { outcome } from './outcome';
import { Words } from './words';

const words = new Words(en);

/** Alice called bob, and it was over before anybody answered. */
const asCaller: EndedCall = {
  id: 'c1',
  media: 'audio',
  reason: 'unknown',
  by: '',
  from: 'alice',
  others: ['bob'],
  connected: false,
  seconds: 0,
  refused: {},
};
/** The same seen by bob. */
const asCallee: EndedCall = { ...asCaller, others: ['alice'] };
/** They talked for 65 seconds. */
const talked: EndedCall = { ...asCaller, connected: true, seconds: 65 };
const group: EndedCall = { ...asCaller, others: ['bob', 'carol', 'dave'] };

const name = (user: string) => user;
const said = (ended: EndedCall, me = 'alice') => outcome(ended, me, name, words);

describe('to the caller', () => {
  it.each<[string, EndedCall, string, string, string]>([
    ['bob declines', { ...asCaller, reason: 'rejected', refused: { bob: 'rejected' } }, 'bob declined', '', 'missed'],
    [
      'bob is busy',
      { ...asCaller, reason: 'busy', refused: { bob: 'busy' } },
      'bob is busy',
      'Try again in a while.',
      'missed',
    ],
    [
      'nobody answers',
      { ...asCaller, reason: 'no_answer', refused: { bob: 'no_answer' } },
      'No answer',
      'bob did not answer in time.',
      'missed',
    ],
    [
      'alice gives up',
      { ...asCaller, reason: 'canceled', by: 'alice' },
      'Call canceled',
      'Nobody had answered yet.',
      'calm',
    ],
    [
      'a server ends it',
      { ...asCaller, reason: 'ended_by_app', by: 'administrator' },
      'Ended by the service',
      'It was stopped before anybody answered.',
      'calm',
    ],
    [
      'a group refuses in different ways',
      { ...group, reason: 'no_answer', refused: { bob: 'no_answer', carol: 'rejected', dave: 'busy' } },
      'No answer',
      'bob did not answer in time. carol declined · dave is busy',
      'missed',
    ],
    [
      'all of a group decline',
      { ...group, reason: 'rejected', refused: { bob: 'rejected', carol: 'rejected', dave: 'busy' } },
      'bob and carol declined',
      'dave is busy',
      'missed',
    ],
    [
      'all of a group are busy',
      { ...group, reason: 'busy', refused: { bob: 'busy', carol: 'busy', dave: 'busy' } },
      'bob, carol, and dave are busy',
      'Try again in a while.',
      'missed',
    ],
  ])('%s', (_, ended, title, detail, mood) => expect(said(ended)).toEqual({ title, detail, mood }));
});

describe('to the callee', () => {
  it.each<[string, EndedCall, string, string]>([
    ['alice gives up', { ...asCallee, reason: 'canceled', by: 'alice' }, 'alice canceled the call', 'missed'],
    ['too late', { ...asCallee, reason: 'no_answer', by: 'bob' }, 'Missed call from alice', 'missed'],
    ['declined', { ...asCallee, reason: 'rejected', by: 'bob' }, 'You declined', 'calm'],
    ['busy', { ...asCallee, reason: 'busy', by: 'bob' }, 'You were busy', 'missed'],
    ['alice was lost', { ...asCallee, reason: 'offline', by: 'alice' }, 'Connection lost', 'missed'],
    [
      'answered elsewhere',
      { ...asCallee, reason: 'answered_elsewhere', by: 'bob' },
      'Answered on another device',
      'calm',
    ],
    [
      'declined elsewhere',
      { ...asCallee, reason: 'rejected_elsewhere', by: 'bob' },
      'Declined on another device',
      'calm',
    ],
    ['removed', { ...asCallee, reason: 'removed' }, 'Taken out of the call', 'calm'],
  ])('%s', (_, ended, title, mood) => expect(said(ended, 'bob')).toMatchObject({ title, mood }));
});

describe('to who talked', () => {
  it.each<[string, EndedCall, string, string]>([
    [
      'alice hangs up',
      { ...talked, reason: 'hung_up', by: 'alice' },
      'You hung up',
      'You talked for 1 minute 5 seconds.',
    ],
    ['bob hangs up', { ...talked, reason: 'hung_up', by: 'bob' }, 'bob hung up', 'You talked for 1 minute 5 seconds.'],
    [
      'nobody says who',
      { ...talked, reason: 'hung_up' },
      'The other side hung up',
      'You talked for 1 minute 5 seconds.',
    ],
    [
      'bob is lost',
      { ...talked, reason: 'offline', by: 'bob' },
      'bob lost the connection',
      'You talked for 1 minute 5 seconds.',
    ],
    [
      'the only other is lost',
      { ...talked, reason: 'offline' },
      'bob lost the connection',
      'You talked for 1 minute 5 seconds.',
    ],
    [
      'oneself is lost',
      { ...talked, reason: 'offline', by: 'alice' },
      'Connection lost',
      'You talked for 1 minute 5 seconds.',
    ],
    ['restart', { ...talked, reason: 'interrupted' }, 'Call interrupted', en.messages.interruptedNote],
    ['unknown', { ...talked, reason: 'unknown', seconds: 0 }, 'The call is over', ''],
  ])('%s', (_, ended, title, detail) => expect(said(ended)).toMatchObject({ title, detail }));
});

test('says it with names, and in the language', () => {
  const chinese = outcome({ ...asCallee, reason: 'no_answer' }, 'bob', () => '爱丽丝', new Words(zh));
  expect(chinese.title).toBe('来自 爱丽丝 的未接来电');
});
