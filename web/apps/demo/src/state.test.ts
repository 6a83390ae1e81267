import { RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type {
  CallEndEvent,
  CallInfo,
  CallMember,
  CallNotConnectedEvent,
  CallReceivedEvent,
} from '@ringline/call-engine';
import { describe, expect, it } from 'vitest';
import { askedBy, initial, reduce } from './state';
import type { Action, EngineEvent, State } from './state';

const wish = { microphone: true, camera: false };

function run(state: State, ...actions: (Action | EngineEvent)[]): State {
  return actions.reduce<State>(
    (now, action) => reduce(now, 'type' in action ? action : { type: 'event', event: action, at: 1000 }),
    state,
  );
}

function member(userID: string, rest: Partial<CallMember> = {}): CallMember {
  return { userID, role: 'invitee', state: 'joined', reason: '', deadline: 0, rung: false, joinedAt: 0, ...rest };
}

function call(rest: Partial<CallInfo> = {}): CallInfo {
  return {
    callId: 'c1',
    status: 'calling',
    callMediaType: 2,
    callRole: 'caller',
    group: false,
    callerId: 'alice',
    members: [member('alice', { role: 'caller' }), member('bob', { state: 'ringing' })],
    userData: '',
    chatGroupID: '',
    startedAt: 0,
    answeredAt: 0,
    deadline: 30_000,
    ...rest,
  };
}

const changed = (payload: CallInfo | null): EngineEvent => ({ name: RinglineEvent.CALL_CHANGED, payload });

const about = {
  callId: 'c1',
  roomID: 1,
  strRoomID: '',
  callMediaType: 2,
  callRole: 'caller',
  chatGroupID: '',
} as const;

const notConnected = (rest: Partial<CallNotConnectedEvent>): EngineEvent => ({
  name: TUICallEvent.ON_CALL_NOT_CONNECTED,
  payload: { ...about, reason: 2, word: 'rejected', deviceID: '', userID: 'alice', ...rest },
});

const ended = (rest: Partial<CallEndEvent> = {}): EngineEvent => ({
  name: TUICallEvent.ON_CALL_END,
  payload: { ...about, reason: 1, word: 'hung_up', deviceID: '', userID: 'bob', totalTime: 65, ...rest },
});

const received = (rest: Partial<CallReceivedEvent> = {}): EngineEvent => ({
  name: TUICallEvent.ON_CALL_RECEIVED,
  payload: {
    ...about,
    callRole: 'callee',
    callerId: 'bob',
    calleeIdList: [],
    userData: '',
    inviteData: '',
    sponsor: 'bob',
    userIDList: [],
    inviteID: 'c1',
    isFromGroup: false,
    ringFor: 30_000,
    ...rest,
  },
});

const dial: Action = { type: 'dial', users: ['bob'], video: true };

describe('calling somebody', () => {
  it('takes the camera for a video call and leaves it for a voice call', () => {
    expect(run(initial('alice', wish), dial).camera).toBe(true);
    expect(run(initial('alice', wish), { ...dial, video: false }).camera).toBe(false);
  });

  it('remembers who declined, for the end card', () => {
    const state = run(
      initial('alice', wish),
      dial,
      changed(call()),
      { name: TUICallEvent.REJECT, payload: { userID: 'bob' } },
      notConnected({}),
      changed(null),
    );
    expect(state.call).toBeUndefined();
    expect(state.ended).toMatchObject({
      word: 'rejected',
      caller: 'alice',
      others: ['bob'],
      refused: { bob: 'rejected' },
    });
  });

  it('knows whom to call back even if the call was over before it was there', () => {
    const state = run(
      initial('alice', wish),
      { type: 'dial', users: ['bob', 'carol'], video: false },
      { name: TUICallEvent.LINE_BUSY, payload: { userID: 'bob' } },
      { name: TUICallEvent.LINE_BUSY, payload: { userID: 'carol' } },
      notConnected({ word: 'busy', callMediaType: 1 }),
    );
    expect(state.ended).toMatchObject({
      others: ['bob', 'carol'],
      video: false,
      refused: { bob: 'busy', carol: 'busy' },
    });
    expect(state.dialing).toBeUndefined();
  });

  it('puts the last end card away, and its refusals', () => {
    const state = run(
      initial('alice', wish),
      dial,
      changed(call()),
      { name: TUICallEvent.NO_RESP, payload: { sponsor: 'alice', userIDList: ['bob'] } },
      notConnected({ word: 'no_answer' }),
      changed(null),
      dial,
    );
    expect(state).toMatchObject({ ended: undefined, refused: {} });
  });

  it('goes back to where it was when the server refuses', () => {
    expect(run(initial('alice', wish), dial, { type: 'undial' }).dialing).toBeUndefined();
  });
});

describe('being called', () => {
  const ringing = call({ callRole: 'callee', callerId: 'carol', members: [member('carol'), member('alice')] });

  it('names the one who asked, not the one who started the call', () => {
    expect(askedBy(run(initial('alice', wish), received(), changed(ringing)))).toBe('bob');
  });

  it('falls back to the caller when it did not hear the invitation', () => {
    expect(askedBy(run(initial('alice', wish), { type: 'ready', call: ringing }))).toBe('carol');
  });

  it('does not show the call before', () => {
    const state = run(initial('alice', wish), changed(call()), ended(), changed(null), received(), changed(ringing));
    expect(state.ended).toBeUndefined();
  });

  it('says whom to call back', () => {
    const state = run(
      initial('alice', wish),
      received({ callerId: 'carol' }),
      changed(ringing),
      notConnected({ word: 'canceled', callRole: 'callee', userID: 'carol' }),
      changed(null),
    );
    expect(state.ended).toMatchObject({ caller: 'carol', others: ['carol'], connected: false });
  });
});

describe('in a call', () => {
  const inside = run(initial('alice', wish), dial, changed(call({ status: 'connected' })));
  const sees: EngineEvent = {
    name: TUICallEvent.USER_VIDEO_AVAILABLE,
    payload: { userID: 'bob', isVideoAvailable: true },
  };
  const hears: EngineEvent = {
    name: TUICallEvent.USER_AUDIO_AVAILABLE,
    payload: { userID: 'bob', isAudioAvailable: true },
  };
  const speaks = (audioVolume: number): EngineEvent => ({
    name: TUICallEvent.USER_VOICE_VOLUME,
    payload: { volumeMap: [{ userId: 'bob', audioVolume }] },
  });

  it('follows cameras, voices and who speaks', () => {
    const state = run(inside, sees, hears, speaks(60));
    expect([state.seen, state.heard, state.speaking]).toEqual([new Set(['bob']), new Set(['bob']), new Set(['bob'])]);
    expect(run(state, speaks(2)).speaking).toEqual(new Set());
  });

  it('does not draw anew because somebody goes on speaking', () => {
    const state = run(inside, speaks(60));
    expect(run(state, speaks(50))).toBe(state);
  });

  it('forgets the picture of somebody who leaves', () => {
    const state = run(inside, sees, hears, {
      name: TUICallEvent.USER_LEAVE,
      payload: { userID: 'bob', word: 'hung_up' },
    });
    expect([state.seen, state.heard]).toEqual([new Set(), new Set()]);
  });

  it('keeps what the user chose when the call changes', () => {
    const state = run(inside, { type: 'microphone', on: false }, changed(call({ status: 'connected', group: true })));
    expect(state).toMatchObject({ microphone: false, camera: true });
  });

  it('comes back after a reload with microphone and camera as they were', () => {
    const kept = { microphone: false, camera: true };
    const state = run(initial('alice', kept), changed(call({ status: 'connected' })), { type: 'ready', call: call() });
    expect(state).toMatchObject(kept);
  });

  it('ends with everything off the screen', () => {
    const denied: Action = { type: 'notice', notice: { kind: 'camera', text: 'denied' } };
    const state = run(inside, sees, speaks(60), denied, ended(), changed(null));
    expect(state).toMatchObject({ call: undefined, seen: new Set(), speaking: new Set(), notices: [] });
    expect(state.ended).toMatchObject({ word: 'hung_up', by: 'bob', seconds: 65, connected: true });
    expect(run(state, { type: 'put_away' }).ended).toBeUndefined();
  });
});

describe('who is online', () => {
  const came = (userID: string, online: boolean): EngineEvent => ({
    name: RinglineEvent.PRESENCE,
    payload: { userID, online },
  });

  it('is the list and what came after it, without oneself', () => {
    const listed = run(initial('alice', wish), { type: 'online', users: ['alice', 'bob'] });
    expect(run(listed, came('carol', true), came('alice', true), came('bob', false)).online).toEqual(
      new Set(['carol']),
    );
  });

  it('stays unknown where the app does not say', () => {
    expect(run(initial('alice', wish), { type: 'online', users: undefined }, came('bob', true)).online).toBeUndefined();
  });
});

describe('notices', () => {
  const text = (kind: 'camera' | 'action', words: string): Action => ({
    type: 'notice',
    notice: { kind, text: words },
  });

  it('keeps the newest of a kind until it is dismissed', () => {
    const state = run(initial('alice', wish), text('camera', 'old'), text('action', 'other'), text('camera', 'new'));
    expect(state.notices.map((notice) => notice.text)).toEqual(['other', 'new']);
    expect(run(state, { type: 'dismiss', kind: 'camera' }).notices.map((notice) => notice.text)).toEqual(['other']);
  });
});

describe('the event list', () => {
  const busy: EngineEvent = { name: TUICallEvent.LINE_BUSY, payload: { userID: 'bob' } };

  it('puts the newest first, with the payload, and skips what is too frequent', () => {
    const loud: EngineEvent = { name: TUICallEvent.USER_VOICE_VOLUME, payload: { volumeMap: [] } };
    const { log } = run(initial('alice', wish), { name: TUICallEvent.SDK_READY, payload: undefined }, loud, busy);
    expect(log.map((entry) => entry.text)).toEqual(['bob is busy', 'Logged in and up to date']);
    expect(log[0]).toMatchObject({ name: 'onUserLineBusy', payload: '{"userID":"bob"}', at: 1000 });
  });

  it('does not grow without end', () => {
    const { log } = run(initial('alice', wish), ...Array.from({ length: 150 }, () => busy));
    expect(log).toHaveLength(100);
    expect(new Set(log.map((entry) => entry.id)).size).toBe(100);
  });
});

it('is over for good when the session is', () => {
  const kicked: EngineEvent = {
    name: TUICallEvent.KICKED_OUT,
    payload: { code: 6014, message: 'logged in elsewhere' },
  };
  expect(run(initial('alice', wish), changed(call()), kicked)).toMatchObject({
    over: 'logged in elsewhere',
    call: undefined,
  });
});
