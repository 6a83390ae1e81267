import { describe, expect, test } from 'vitest';
import { reduce, type Call, type Self } from './call-state';
import { callEvents, type Fired } from './events';
import { updatesFixtures } from './testing/fixtures';
import type { Leg } from './wire';

/** One line per event: its name and what tells it from others. */
function lines(fired: Fired[]): string[] {
  return fired.map(({ name, payload }) => {
    const p = (payload ?? {}) as Record<string, string | number | undefined>;
    const user = p.userID ?? p.callerId ?? (payload && 'userIDList' in payload ? payload.userIDList.join(' ') : '');
    const rest = [p.word, p.deviceID && `on ${p.deviceID}`, p.totalTime && `${p.totalTime} s`];
    return [name, user, ...rest].filter(Boolean).join(' ');
  });
}

/** What the table "who sees what" of the documented engine says about each fixture, step by step. */
const told: Record<string, string[][]> = {
  'answered-callee': [
    ['onCallReceived alice'],
    [],
    ['onCallBegin', 'onUserJoin alice'],
    ['onCallEnd alice hung_up 60 s'],
  ],
  'answered-caller': [[], [], ['onUserAccept bob', 'onUserJoin bob', 'onCallBegin'], ['onCallEnd bob hung_up 60 s']],
  'answered-elsewhere': [['onCallReceived alice'], ['onCallNotConnected bob answered_elsewhere on b2']],
  busy: [['onUserLineBusy bob', 'onCallNotConnected alice busy']],
  canceled: [['onCallReceived alice'], ['onCallNotConnected alice canceled']],
  'ended-answered': [
    ['onCallReceived alice'],
    ['onCallBegin', 'onUserJoin alice'],
    ['onCallEnd administrator ended_by_app 10 s'],
  ],
  'ended-ringing': [['onCallReceived alice'], ['onCallNotConnected administrator ended_by_app']],
  group: [
    ['onCallReceived alice'],
    ['onCallBegin', 'onUserJoin alice'],
    ['onUserReject carol'],
    ['onUserNoResponse dave'],
    ['onUserInviting carol'],
    ['onUserAccept carol', 'onUserJoin carol'],
    ['onUserLeave alice hung_up'],
    ['onCallMediaTypeChanged'],
    ['onCallEnd carol hung_up 39 s'],
  ],
  'invited-late': [
    ['onCallReceived alice'],
    ['onCallBegin', 'onUserJoin alice', 'onUserJoin bob'],
    ['onUserJoin dave'],
    ['onCallEnd administrator ended_by_app 20 s'],
  ],
  'no-answer': [[], ['onUserNoResponse bob', 'onCallNotConnected alice no_answer']],
  offline: [[], ['onUserAccept bob', 'onUserJoin bob', 'onCallBegin'], ['onCallEnd bob offline 20 s']],
  'media-moved': [[], ['onUserAccept bob', 'onUserJoin bob', 'onCallBegin'], [], ['onCallEnd alice hung_up 29 s']],
  rejected: [[], ['onUserReject bob', 'onCallNotConnected alice rejected']],
  'rejected-elsewhere': [['onCallReceived alice'], ['onCallNotConnected bob rejected_elsewhere on b2']],
  'repeated-and-lost': [
    ['onCallReceived alice'],
    ['onCallBegin', 'onUserJoin alice'],
    [],
    [],
    ['onUserAccept carol', 'onUserJoin carol', 'onCallMediaTypeChanged'],
    [],
  ],
  removed: [
    ['onCallReceived alice'],
    [],
    ['onCallBegin', 'onUserJoin alice', 'onUserJoin bob'],
    ['onCallEnd removed 11 s'],
    ['onCallReceived bob'],
  ],
  'removed-other': [
    ['onCallReceived alice'],
    ['onCallBegin', 'onUserJoin alice'],
    ['onUserAccept carol', 'onUserJoin carol'],
    ['onUserInviting dave'],
    ['onUserNoResponse dave'],
    ['onUserLeave carol removed'],
    ['onCallEnd administrator ended_by_app 21 s'],
  ],
  'removed-ringing': [['onCallReceived alice'], [], ['onCallNotConnected removed']],
  'server-start': [['onCallReceived bob'], [], [], ['onCallBegin', 'onUserJoin bob'], ['onCallEnd bob hung_up 30 s']],
  'server-start-callee': [
    ['onCallReceived alice'],
    [],
    [],
    ['onUserAccept alice', 'onUserJoin alice', 'onCallBegin'],
    ['onCallEnd bob hung_up 30 s'],
  ],
  'server-start-no-answer': [
    ['onCallReceived alice'],
    [],
    ['onUserNoResponse alice', 'onCallNotConnected bob no_answer'],
  ],
  robot: [['onCallReceived concierge'], ['onCallBegin', 'onUserJoin concierge'], ['onCallEnd bob hung_up 8 s']],
};

test.each(updatesFixtures())('$name: $about', ({ name, viewer, device, steps }) => {
  let state: Call | undefined;
  const heard = steps.map(({ message }) => {
    const before = state;
    state = reduce(before, message).state;
    return state === before ? [] : lines(callEvents(before, state, { user: viewer, device }, message.now));
  });
  expect(heard).toEqual(told[name]);
});

// ---- Rows that the fixtures do not show ---------------------------------------------------------------------------

const leg = (n: number, user: string, rest: Partial<Leg>): Leg => ({
  n,
  user,
  role: n === 0 ? 'caller' : 'invitee',
  state: 'ringing',
  ...(n === 0 ? {} : { invited_by: 'alice' }),
  ...rest,
});

const inside = (n: number, user: string, at = 10): Leg =>
  leg(n, user, { state: 'joined', device: `${user[0] ?? ''}1`, joined_at: at });
const gone = (n: number, user: string, reason: Leg['reason'] & string, rest: Partial<Leg> = {}): Leg =>
  leg(n, user, { state: 'gone', reason, gone_at: reason === 'call_over' ? 30 : 20, ...rest });

const call = (legs: Leg[], rest: Partial<Call> = {}): Call => ({
  id: 'c',
  version: 1,
  media: 'audio',
  caller: 'alice',
  legs,
  ...rest,
});

const answered = { answered_at: 10 };
const over = (reason: Leg['reason'] & string, user?: string): Partial<Call> => ({
  end: { at: 30, result: 'x', reason, by: user ? { kind: 'user', user } : { kind: 'clock' } },
});

const alice: Self = { user: 'alice', device: 'a1' };
const bob: Self = { user: 'bob', device: 'b1' };

function seen(before: Call | undefined, after: Call | undefined, self: Self, now = 100): string[] {
  return lines(callEvents(before, after, self, now));
}

describe('one to one', () => {
  const ringing = call([inside(0, 'alice'), leg(1, 'bob', {})]);

  test('the caller cancels, and is told itself', () => {
    const after = call([gone(0, 'alice', 'call_over'), gone(1, 'bob', 'canceled')], over('canceled', 'alice'));
    expect(seen(ringing, after, alice)).toEqual(['onCallNotConnected alice canceled']);
  });

  test('a callee who rejects on this device', () => {
    const after = call(
      [gone(0, 'alice', 'call_over'), gone(1, 'bob', 'rejected', { device: 'b1' })],
      over('rejected', 'bob'),
    );
    expect(seen(ringing, after, bob)).toEqual(['onCallNotConnected bob rejected']);
  });

  test('nobody answers, seen by the callee', () => {
    const after = call([gone(0, 'alice', 'call_over'), gone(1, 'bob', 'no_answer')], over('no_answer'));
    expect(seen(ringing, after, bob)).toEqual(['onCallNotConnected bob no_answer']);
  });

  test('the caller is lost while it rings', () => {
    const after = call([gone(0, 'alice', 'offline'), gone(1, 'bob', 'canceled')], over('offline'));
    expect(seen(ringing, after, bob)).toEqual(['onCallNotConnected alice offline']);
    expect(seen(ringing, after, alice)).toEqual(['onCallNotConnected alice offline']);
  });

  test('this device is counted out of a call that ends with it', () => {
    const before = call([inside(0, 'alice'), inside(1, 'bob')], answered);
    const after = call([gone(0, 'alice', 'call_over'), gone(1, 'bob', 'offline', { device: 'b1' })], {
      ...answered,
      ...over('offline'),
    });
    expect(seen(before, after, bob)).toEqual(['onCallEnd bob offline']);
  });

  test('answered and hung up on another device while this one was away', () => {
    const after = call([gone(0, 'alice', 'call_over'), gone(1, 'bob', 'hung_up', { device: 'b2', joined_at: 15 })], {
      ...answered,
      ...over('hung_up', 'bob'),
    });
    expect(seen(ringing, after, bob)).toEqual(['onCallNotConnected bob answered_elsewhere on b2']);
  });

  test('busy: the one who is busy hears nothing', () => {
    const after = call([gone(0, 'alice', 'call_over'), gone(1, 'bob', 'busy')], over('busy', 'alice'));
    expect(seen(undefined, after, bob)).toEqual([]);
  });

  test('another device of the caller hears nothing', () => {
    const a2 = { user: 'alice', device: 'a2' };
    expect(seen(undefined, ringing, a2)).toEqual([]);
    const after = call([gone(0, 'alice', 'call_over', { device: 'a1' }), gone(1, 'bob', 'busy')], over('busy'));
    expect(seen(undefined, after, a2)).toEqual([]);
  });
});

describe('group', () => {
  const three = call([inside(0, 'alice'), inside(1, 'bob', 11), inside(2, 'carol', 12)], { ...answered, group: true });

  test('P15: somebody leaves, two remain: told to them, and an end for the one who left', () => {
    const after = {
      ...three,
      legs: [inside(0, 'alice'), gone(1, 'bob', 'hung_up', { device: 'b1' }), inside(2, 'carol')],
    };
    expect(seen(three, after, alice)).toEqual(['onUserLeave bob hung_up']);
    expect(seen(three, after, bob)).toEqual(['onCallEnd bob hung_up']);
  });

  test('after leaving, the rest of the call is not this device’s business', () => {
    const left = {
      ...three,
      legs: [inside(0, 'alice'), gone(1, 'bob', 'hung_up', { device: 'b1' }), inside(2, 'carol')],
    };
    const ended = { ...left, ...over('hung_up', 'alice') };
    expect(seen(left, ended, bob)).toEqual([]);
  });

  test('asked again after leaving: it rings again, by whoever asked', () => {
    const left = {
      ...three,
      legs: [inside(0, 'alice'), gone(1, 'bob', 'hung_up', { device: 'b1' }), inside(2, 'carol')],
    };
    const again = { ...left, legs: [...left.legs, leg(3, 'bob', { invited_by: 'carol' })] };
    expect(seen(left, again, bob)).toEqual(['onCallReceived carol']);
    // The same, when this device missed that it had left.
    expect(seen(three, again, bob)).toEqual(['onCallEnd bob hung_up', 'onCallReceived carol']);
  });

  test('one who still rings hears who declined and who did not answer, not who came and went', () => {
    const before = call([
      inside(0, 'alice'),
      leg(1, 'bob', {}),
      leg(2, 'carol', {}),
      leg(3, 'dave', {}),
      leg(4, 'eve', {}),
    ]);
    const after = call(
      [
        inside(0, 'alice'),
        leg(1, 'bob', {}),
        inside(2, 'carol'),
        gone(3, 'dave', 'rejected'),
        gone(4, 'eve', 'no_answer'),
      ],
      answered,
    );
    expect(seen(before, after, bob)).toEqual(['onUserReject dave', 'onUserNoResponse eve']);
    expect(seen(before, after, alice)).toEqual([
      'onUserAccept carol',
      'onUserJoin carol',
      'onUserReject dave',
      'onUserNoResponse eve',
      'onCallBegin',
    ]);
  });

  test('those who did not answer at once are told at once', () => {
    const before = call([inside(0, 'alice'), leg(1, 'bob', {}), leg(2, 'carol', {})]);
    const after = call(
      [gone(0, 'alice', 'call_over'), gone(1, 'bob', 'no_answer'), gone(2, 'carol', 'no_answer', { gone_at: 21 })],
      over('no_answer'),
    );
    expect(seen(before, after, alice)).toEqual(['onUserNoResponse bob carol', 'onCallNotConnected alice no_answer']);
    expect(seen(before, after, bob)).toEqual(['onCallNotConnected bob no_answer']);
  });

  test('a busy one who is invited late', () => {
    const after = { ...three, legs: [...three.legs, gone(3, 'dave', 'busy')] };
    expect(seen(three, after, alice)).toEqual(['onUserLineBusy dave']);
  });
});

describe('started by a server', () => {
  const rings = (n: number, user: string): Leg => ({
    n,
    user,
    role: n === 0 ? 'caller' : 'invitee',
    state: 'ringing',
    deadline: 50,
  });
  const refused = (n: number, user: string, reason: Leg['reason'] & string): Leg => ({
    ...rings(n, user),
    state: 'gone',
    reason,
    gone_at: 20,
  });
  const both = call([rings(0, 'alice'), rings(1, 'bob')]);

  test('the caller is called, too, and by whoever is left of the others', () => {
    expect(callEvents(undefined, both, alice, 10)).toMatchObject([
      {
        name: 'onCallReceived',
        payload: { callRole: 'callee', callerId: 'bob', calleeIdList: ['alice'], ringFor: 40 },
      },
    ]);
    const three = call([rings(0, 'alice'), refused(1, 'bob', 'busy'), rings(2, 'carol')]);
    expect(seen(undefined, three, alice)).toEqual(['onCallReceived carol']);
  });

  test('one refuses: the other one, for whom it rang, did not', () => {
    const after = call([refused(0, 'alice', 'canceled'), refused(1, 'bob', 'rejected')], over('rejected', 'bob'));
    expect(seen(both, after, alice)).toEqual(['onUserReject bob', 'onCallNotConnected bob canceled']);
    expect(seen(both, after, bob)).toEqual(['onCallNotConnected bob rejected']);
  });

  test('one is taken out: for the other one the server ended the call', () => {
    const after = call([refused(0, 'alice', 'canceled'), refused(1, 'bob', 'removed')], {
      end: { at: 30, result: 'canceled', reason: 'removed', by: { kind: 'admin', user: 'root' } },
    });
    expect(seen(both, after, alice)).toEqual(['onCallNotConnected root ended_by_app']);
    expect(seen(both, after, bob)).toEqual(['onCallNotConnected root removed']);
  });
});

describe('restored after a reload', () => {
  test('in an answered call: begin, and who is there', () => {
    const now = call([inside(0, 'alice'), inside(1, 'bob'), leg(2, 'carol', {})], answered);
    expect(seen(undefined, now, bob)).toEqual(['onCallBegin', 'onUserJoin alice']);
  });

  test('ringing: it rings', () => {
    expect(seen(undefined, call([inside(0, 'alice'), leg(1, 'bob', {})]), bob)).toEqual(['onCallReceived alice']);
  });

  test('dialing: nothing that the documented events could say', () => {
    expect(seen(undefined, call([inside(0, 'alice'), leg(1, 'bob', {})]), alice)).toEqual([]);
  });
});

describe('vanished', () => {
  test('nobody can tell how', () => {
    const ringing = call([inside(0, 'alice'), leg(1, 'bob', { deadline: 50 })]);
    expect(seen(ringing, undefined, bob, 49)).toEqual(['onCallNotConnected bob unknown']);
    expect(seen(ringing, undefined, bob, 50)).toEqual(['onCallNotConnected bob no_answer']);
    const connected = call([inside(0, 'alice'), inside(1, 'bob')], { answered_at: 10_000 });
    expect(seen(connected, undefined, bob, 15_000)).toEqual(['onCallEnd bob unknown 5 s']);
    expect(seen(undefined, undefined, bob)).toEqual([]);
  });
});

test('payloads name the room, the media, the role and the time left', () => {
  const ringing = call([inside(0, 'alice'), leg(1, 'bob', { deadline: 30_000 })], {
    media: 'video',
    room: { name: 'lobby' },
    chat_group: 'g',
    user_data: 'hello',
  });
  expect(callEvents(undefined, ringing, bob, 10_000)).toEqual([
    {
      name: 'onCallReceived',
      payload: {
        callId: 'c',
        roomID: 0,
        strRoomID: 'lobby',
        callMediaType: 2,
        callRole: 'callee',
        chatGroupID: 'g',
        callerId: 'alice',
        calleeIdList: ['bob'],
        userData: 'hello',
        inviteData: 'hello',
        sponsor: 'alice',
        userIDList: ['bob'],
        inviteID: 'c',
        isFromGroup: false,
        ringFor: 20_000,
      },
    },
  ]);
});
