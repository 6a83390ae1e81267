import { RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type { CallInfo, CallMember } from '@ringline/call-engine';
import { describe, expect, test } from 'vitest';
import { initial, reduce } from './state';
import type { EngineEvent, State } from './state';

const me: State = { ...initial, me: 'alice', ready: true, connection: 'connected' };

function member(
  userID: string,
  state: CallMember['state'] = 'joined',
  role: CallMember['role'] = 'invitee',
): CallMember {
  return { userID, role, state, reason: '', deadline: 0, rung: false, joinedAt: 0 };
}

function info(members: CallMember[], more: Partial<CallInfo> = {}): CallInfo {
  return {
    callId: 'c1',
    status: 'connected',
    callMediaType: 2,
    callRole: 'caller',
    group: false,
    callerId: 'alice',
    members,
    userData: '',
    chatGroupID: '',
    startedAt: 1,
    answeredAt: 2,
    deadline: 0,
    ...more,
  };
}

const pair = info([member('alice', 'joined', 'caller'), member('bob')]);

function hear(state: State, event: EngineEvent, at = 0): State {
  return reduce(state, { type: 'event', event, at });
}

const changed = (state: State, payload: CallInfo | null) => hear(state, { name: RinglineEvent.CALL_CHANGED, payload });

describe('the call', () => {
  test.each([
    [
      'incoming',
      info([member('bob', 'joined', 'caller'), member('alice', 'ringing')], { status: 'calling', callerId: 'bob' }),
    ],
    ['outgoing', info([member('alice', 'joined', 'caller'), member('bob', 'ringing')], { status: 'calling' })],
    ['connected', pair],
  ] as const)('is %s as the engine says', (state, payload) => {
    expect(changed(me, payload).call).toMatchObject({ id: 'c1', state, media: 'video' });
  });

  test('is from the member who invited, if the engine said so', () => {
    const received = { callerId: 'carol' } as Extract<EngineEvent, { name: 'onCallReceived' }>['payload'];
    const state = hear(me, { name: TUICallEvent.ON_CALL_RECEIVED, payload: received });
    const call = info([member('bob', 'joined', 'caller'), member('alice', 'ringing')], {
      status: 'calling',
      callerId: 'bob',
    });
    expect(changed(state, call).call?.from).toBe('carol');
  });

  test('takes nothing of its media along when it is over', () => {
    let state = changed(me, pair);
    state = hear(state, {
      name: TUICallEvent.USER_VIDEO_AVAILABLE,
      payload: { userID: 'bob', isVideoAvailable: true },
    });
    state = hear(state, { name: RinglineEvent.SCREEN, payload: { userID: 'alice', isScreenAvailable: true } });
    expect([state.seen.has('bob'), state.screen]).toEqual([true, true]);
    const over = changed(state, null);
    expect([over.call, over.seen.size, over.screens.size, over.screen, over.media]).toEqual([
      null,
      0,
      0,
      false,
      'idle',
    ]);
    expect(over.epoch).toBe(state.epoch + 1);
  });

  test('that is dialed wants the microphone, and the camera by its kind', () => {
    const dialing = { users: ['bob'], media: 'video' } as const;
    const state = reduce({ ...me, microphone: false }, { type: 'dial', dialing });
    expect([state.microphone, state.camera, state.dialing?.users]).toEqual([true, true, ['bob']]);
    expect(changed(state, pair).dialing).toBeNull();
    expect(reduce(state, { type: 'undial', dialing }).dialing).toBeNull();
    expect(reduce(state, { type: 'undial', dialing: { ...dialing } }).dialing).toBe(dialing); // another's failure
  });

  test('that ended knows who did not come', () => {
    let state = reduce(me, { type: 'dial', dialing: { users: ['bob', 'carol'], media: 'audio' } });
    state = hear(state, { name: TUICallEvent.REJECT, payload: { userID: 'bob' } });
    state = hear(state, { name: TUICallEvent.NO_RESP, payload: { sponsor: 'alice', userIDList: ['carol'] } });
    const payload = {
      callId: 'c1',
      callMediaType: 1,
      callRole: 'caller',
      word: 'no_answer',
      userID: 'alice',
    } as Extract<EngineEvent, { name: 'onCallNotConnected' }>['payload'];
    const { ended } = hear(state, { name: TUICallEvent.ON_CALL_NOT_CONNECTED, payload });
    expect(ended).toMatchObject({
      others: ['bob', 'carol'],
      refused: { bob: 'rejected', carol: 'no_answer' },
      from: 'alice',
      connected: false,
    });
  });
});

describe('the active speaker', () => {
  const volumes = (state: State, at: number, levels: Record<string, number>) => {
    const volumeMap = Object.entries(levels).map(([userId, audioVolume]) => ({ userId, audioVolume }));
    return hear(state, { name: TUICallEvent.USER_VOICE_VOLUME, payload: { volumeMap } }, at);
  };

  test('is the loudest of the others, and stays through pauses', () => {
    let state = volumes(changed(me, pair), 0, { alice: 90, bob: 20, carol: 40 });
    expect(state.speaker).toBe('carol');
    state = volumes(state, 500, { bob: 60, carol: 0 });
    expect(state.speaker).toBe('carol');
    state = volumes(state, 1600, { bob: 60, carol: 0 });
    expect(state.speaker).toBe('bob');
    state = volumes(state, 9000, { bob: 0, carol: 0 });
    expect(state.speaker).toBe('bob');
  });

  test('is not somebody who speaks louder while another still speaks', () => {
    const state = volumes(volumes(changed(me, pair), 0, { carol: 40 }), 5000, { bob: 90, carol: 30 });
    expect(state.speaker).toBe('carol');
  });

  test('silence upon silence changes nothing', () => {
    const state = volumes(changed(me, pair), 0, { bob: 0 });
    expect(volumes(state, 100, { bob: 0 })).toBe(state);
  });

  test('who left speaks no more', () => {
    const state = volumes(changed(me, pair), 0, { bob: 40 });
    expect(hear(state, { name: TUICallEvent.USER_LEAVE, payload: { userID: 'bob', word: 'hung_up' } }).speaker).toBe(
      '',
    );
  });
});

test('a connection that is back makes what was asked before old', () => {
  const connection = (state: State, to: 'connected' | 'disconnected') =>
    hear(state, { name: RinglineEvent.CONNECTION, payload: { state: to } });
  const lost = connection(me, 'disconnected');
  expect(lost.epoch).toBe(0);
  expect(connection(lost, 'connected').epoch).toBe(1);
  expect(connection(me, 'connected').epoch).toBe(0);
});

test('presence is of the others, and nobody guesses it', () => {
  const came: EngineEvent = { name: RinglineEvent.PRESENCE, payload: { userID: 'bob', online: true } };
  expect(hear(me, came).online).toBeUndefined();
  const known = reduce(me, { type: 'online', users: ['alice'] });
  expect([...(hear(known, came).online ?? [])]).toEqual(['bob']);
});

test('one notice of a kind; those of devices end with the call', () => {
  const note = (state: State, kind: 'camera' | 'action') =>
    reduce(state, { type: 'notice', notice: { kind, error: kind } });
  const state = note(note(note(changed(me, pair), 'camera'), 'camera'), 'action');
  expect(state.notices.map(({ kind }) => kind)).toEqual(['camera', 'action']);
  expect(changed(state, null).notices.map(({ kind }) => kind)).toEqual(['action']);
});

test('kicked out is over, and no call is left', () => {
  const state = hear(changed(me, pair), { name: TUICallEvent.KICKED_OUT, payload: { code: 6014, message: 'x' } });
  expect([state.call, state.over?.error]).toEqual([null, { code: 6014, message: 'x' }]);
  expect(reduce(state, { type: 'again' }).over).toBeUndefined();
});

test('users who are named as what every object has are loud and far away like others', () => {
  const names = ['__proto__', 'constructor'];
  const volumeMap = names.map((userId) => ({ userId, audioVolume: 50 }));
  const networkQualityList = names.map((userId) => ({ userId, quality: 4 as const }));
  expect([me.levels, me.qualities].flatMap((map) => names.map((user) => map.get(user) ?? 0))).toEqual([0, 0, 0, 0]);
  let state = hear(changed(me, pair), { name: TUICallEvent.USER_VOICE_VOLUME, payload: { volumeMap } });
  state = hear(state, { name: TUICallEvent.ON_USER_NETWORK_QUALITY_CHANGED, payload: { networkQualityList } });
  expect(names.map((user) => [state.levels.get(user), state.qualities.get(user)])).toEqual([
    [50, 4],
    [50, 4],
  ]);
  expect(state.speaker).toBe('__proto__');
});
