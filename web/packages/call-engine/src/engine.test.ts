import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallError, RinglineEvent, TUICallEvent } from './index';
import { FakeDevice, FakeServer } from './testing';

let server: FakeServer;
let alice: FakeDevice;
let bob: FakeDevice;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  server = new FakeServer();
  alice = new FakeDevice(server, 'alice', 'a1');
  bob = new FakeDevice(server, 'bob', 'b1');
});

afterEach(async () => {
  await settle();
  vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

async function failure(promise: Promise<unknown>): Promise<CallError> {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (e: unknown) => e,
  );
  if (!(error instanceof CallError)) throw error;
  return error;
}

async function loginBoth(): Promise<void> {
  await Promise.all([alice.login(), bob.login()]);
  alice.heard();
  bob.heard();
}

async function ring(type = 1): Promise<string> {
  await loginBoth();
  const { callId } = await alice.engine.calls({ userIDList: ['bob'], type });
  await settle();
  return callId;
}

async function connect(): Promise<string> {
  const callId = await ring(2);
  await bob.engine.accept();
  await settle();
  alice.heard();
  bob.heard();
  return callId;
}

describe('login', () => {
  test('says who it is, and is ready', async () => {
    const logins: object[] = [];
    server.judge = (login) => void logins.push(login);
    await alice.login();
    expect(logins).toEqual([{ token: 'sig-alice', app: 1400000001, user: 'alice', device: 'a1', platform: 'web' }]);
    expect(alice.heard()).toEqual(['sdkReady']);
    expect(alice.engine.getSelf()).toEqual({ userID: 'alice', deviceID: 'a1' });
    expect(alice.engine.serverNow()).toBe(Date.now() + 5_000);
  });

  test.each([
    [1101, 70003, 'malformed'],
    [1102, 70020, 'unknown_app'],
    [1104, 70013, 'user_mismatch'],
    [1105, 70009, 'bad_signature'],
    [1107, -1201, 'app_disabled'],
    [1108, -1201, 'wrong_cell'],
  ])('refused with %i: fails at once with %i', async (number, code, word) => {
    server.judge = () => ({ code: number, message: 'no' });
    const error = await failure(alice.login());
    expect([error.code, error.word, error.message]).toEqual([code, word, 'no']);
    expect(alice.heard()).toEqual([]);
    expect((await failure(alice.engine.accept())).code).toBe(-1201);
  });

  test('nobody there: fails after 15 s', async () => {
    server.up = false;
    const failed = failure(alice.login());
    await vi.advanceTimersByTimeAsync(15_500);
    expect((await failed).code).toBe(2805);
  });

  test('everything before it fails with -1201, twice is no harm, another user must wait', async () => {
    expect((await failure(alice.engine.calls({ userIDList: ['bob'], type: 1 }))).code).toBe(-1201);
    expect((await failure(alice.engine.openMicrophone())).code).toBe(-1201);
    const first = alice.login();
    expect((await failure(alice.login())).code).toBe(-1204);
    await first;
    await alice.login();
    expect(server.tokens).toHaveLength(1);
    expect((await failure(alice.engine.login({ userID: 'eve', userSig: 'x' }))).code).toBe(-1203);
  });

  test('an expired signature is renewed', async () => {
    server.judge = ({ token }) => (token === 'new' ? undefined : { code: 109, message: 'token expired' });
    const login = alice.login('old', () => Promise.resolve('new'));
    await vi.advanceTimersByTimeAsync(1_000);
    await login;
    expect(server.tokens).toEqual(['old', 'new']);
  });

  test('a signature that is about to expire is renewed without a break', async () => {
    server.ttl = 60;
    await alice.login('old', () => Promise.resolve('new'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.tokens).toEqual(['old', 'new']);
    expect(server.online('alice')).toBe(true);
    expect(alice.heard()).toEqual(['sdkReady']);
    await alice.engine.logout();
  });

  test('a signature that expires and is not renewed ends the session', async () => {
    await alice.login();
    server.judge = () => ({ code: 109, message: 'token expired' });
    server.disconnect('alice', 3005, 'expired');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(alice.last(TUICallEvent.KICKED_OUT)).toMatchObject({ code: 6206 });
    expect((await failure(alice.engine.calls({ userIDList: ['bob'], type: 1 }))).code).toBe(-1201);
  });

  test.each([
    [4500, 'logged in on another device'],
    [4501, 'disconnected by an administrator'],
    [4502, 'the same device connected again'],
  ])('P13: put out with %i: told, out of the call, media stopped, and it does not come back', async (code, reason) => {
    await connect();
    server.disconnect('bob', code, reason);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(bob.last(TUICallEvent.KICKED_OUT)).toEqual({ code: 6014, message: reason });
    expect(bob.media.joined).toBe(false);
    expect(bob.engine.getCall()).toBeNull();
    expect(server.online('bob')).toBe(false);
  });
});

describe('a call', () => {
  test('rings, with everything a page needs', async () => {
    const callId = await ring(2);
    expect(bob.last(TUICallEvent.ON_CALL_RECEIVED)).toMatchObject({
      callId,
      callerId: 'alice',
      calleeIdList: ['bob'],
      callMediaType: 2,
      roomID: 7,
    });
    expect(bob.heard()).toEqual(['onCallReceived']);
    expect(server.count('call.rang')).toBe(1);
    expect(alice.engine.getCall()).toMatchObject({ callId, status: 'calling', callRole: 'caller' });
    expect(bob.engine.getCall()).toMatchObject({
      status: 'calling',
      callRole: 'callee',
      members: [
        { userID: 'alice', state: 'joined' },
        { userID: 'bob', state: 'ringing' },
      ],
    });
    const left = (bob.engine.getCall()?.deadline ?? 0) - bob.engine.serverNow();
    expect(left).toBeGreaterThan(29_000);
    expect(left).toBeLessThanOrEqual(30_010);
  });

  test('is answered: both begin, the callee enters media with the ticket of the answer, the caller asks for one', async () => {
    await ring();
    bob.heard();
    await bob.engine.accept();
    await settle();
    expect(bob.heard()).toEqual(['onCallBegin', 'onUserJoin']);
    expect(alice.heard()).toEqual(['onUserAccept', 'onUserJoin', 'onCallBegin']);
    expect(bob.media.log).toEqual(['join ws://calls.test/ ticket-bob-b1']);
    expect(alice.media.log).toEqual(['join ws://calls.test/ ticket-alice-a1']);
    expect(server.log.filter(({ method }) => method === 'call.ticket').map(({ user }) => user)).toEqual(['alice']);
    expect(alice.engine.getCall()?.status).toBe('connected');
  });

  test.each([
    ['the caller cancels', () => alice.engine.hangup(), 6, 6],
    ['the callee rejects', () => bob.engine.reject(), 2, 2],
    ['the callee hangs up while it rings', () => bob.engine.hangup(), 2, 2],
  ])('%s', async (_, act, atAlice, atBob) => {
    await ring();
    await act();
    await settle();
    expect(alice.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ reason: atAlice });
    expect(bob.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ reason: atBob });
    expect(alice.engine.getCall()).toBeNull();
    expect(bob.engine.getCall()).toBeNull();
  });

  test('nobody answers', async () => {
    const callId = await ring();
    alice.heard();
    server.calls.ringOut(callId);
    await settle();
    expect(alice.heard()).toEqual(['onUserNoResponse', 'onCallNotConnected']);
  });

  test('everybody is busy: it resolves, and the events say so', async () => {
    const carol = new FakeDevice(server, 'carol', 'c1');
    await carol.login();
    carol.heard();
    await ring();
    await carol.engine.calls({ userIDList: ['bob'], type: 1 });
    expect(carol.heard()).toEqual(['onUserLineBusy', 'onCallNotConnected']);
    expect(carol.engine.getCall()).toBeNull();
  });

  test('P13: ended by the server: both are told why, and media has stopped by then', async () => {
    const callId = await connect();
    const stopped: boolean[] = [];
    bob.engine.on(TUICallEvent.ON_CALL_END, () => stopped.push(!bob.media.joined));
    server.calls.end(callId);
    await settle();
    const end = { callId, reason: 9, word: 'ended_by_app', userID: 'administrator' };
    expect(alice.last(TUICallEvent.ON_CALL_END)).toMatchObject(end);
    expect(bob.last(TUICallEvent.ON_CALL_END)).toMatchObject(end);
    expect(stopped).toEqual([true]);
    expect(alice.media.log.at(-1)).toBe('leave');
  });

  test('P13: taken out of a group: told why, media has stopped by then, and the others go on', async () => {
    const carol = new FakeDevice(server, 'carol', 'c1');
    await carol.login();
    const callId = await connect();
    await alice.engine.inviteUser({ userIDList: ['carol'] });
    await settle();
    await carol.engine.accept();
    await settle();
    const stopped: boolean[] = [];
    bob.engine.on(TUICallEvent.ON_CALL_END, () => stopped.push(!bob.media.joined));
    server.calls.kick(callId, 'bob');
    await settle();
    expect(bob.last(TUICallEvent.ON_CALL_END)).toMatchObject({ callId, reason: 9, word: 'removed', userID: '' });
    expect(bob.engine.getCall()).toBeNull();
    expect(stopped).toEqual([true]);
    expect(alice.last(TUICallEvent.USER_LEAVE)).toEqual({ userID: 'bob', word: 'removed' });
    expect(alice.engine.getCall()?.status).toBe('connected');
  });

  test('taken out while it rings: it stops, as ended by a server', async () => {
    const callId = await ring();
    server.calls.kick(callId, 'bob');
    await settle();
    const end = { callId, reason: 9, userID: 'administrator' };
    expect(bob.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ ...end, word: 'removed' });
    expect(alice.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ ...end, word: 'ended_by_app' });
  });

  test('started by a server: it rings for both, who is in first waits, and asks for a ticket when the other one is there', async () => {
    await loginBoth();
    server.calls.between('alice', 'bob');
    await settle();
    expect(alice.last(TUICallEvent.ON_CALL_RECEIVED)).toMatchObject({ callerId: 'bob', callRole: 'callee' });
    expect(bob.last(TUICallEvent.ON_CALL_RECEIVED)).toMatchObject({ callerId: 'alice', callRole: 'callee' });
    expect(server.count('call.rang')).toBe(2);
    alice.heard();
    bob.heard();
    await bob.engine.accept();
    await settle();
    expect(bob.heard()).toEqual([]);
    expect(bob.media.log).toEqual([]);
    expect(bob.engine.getCall()).toMatchObject({ status: 'calling', callerId: 'alice' });
    await alice.engine.accept();
    await settle();
    expect(alice.heard()).toEqual(['onCallBegin', 'onUserJoin']);
    expect(bob.heard()).toEqual(['onUserAccept', 'onUserJoin', 'onCallBegin']);
    for (const device of [alice, bob]) expect(device.media.joined).toBe(true);
    expect(server.log.filter(({ method }) => method === 'call.ticket').map(({ user }) => user)).toEqual(['bob']);
    await alice.engine.hangup();
    await settle();
    expect(bob.last(TUICallEvent.ON_CALL_END)).toMatchObject({ reason: 1, userID: 'alice' });
  });

  test('P2: three devices ring, one answers, the others stop and hear where', async () => {
    const others = ['b2', 'b3'].map((device) => new FakeDevice(server, 'bob', device));
    await Promise.all(others.map((device) => device.login()));
    await ring();
    await bob.engine.accept();
    await settle();
    for (const other of others) {
      expect(other.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ reason: 7, deviceID: 'b1' });
      expect(other.media.log).toEqual([]);
      expect(other.engine.getCall()).toBeNull();
    }
    expect(bob.engine.getCall()?.status).toBe('connected');
  });

  test('P2: the later of two answers fails, and the device hears where it was answered', async () => {
    const b2 = new FakeDevice(server, 'bob', 'b2');
    await b2.login();
    await ring();
    server.deafen('bob'); // so that b2 does not know yet
    await bob.engine.accept();
    const error = await failure(b2.engine.accept());
    expect([error.code, error.word]).toEqual([-1203, 'answered_elsewhere']);
    expect(b2.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ reason: 7, deviceID: 'b1' });
  });

  test('declined on another device', async () => {
    const b2 = new FakeDevice(server, 'bob', 'b2');
    await b2.login();
    await ring();
    await b2.engine.reject();
    await settle();
    expect(bob.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ reason: 8, deviceID: 'b2' });
  });

  test('P11: two call each other at once: the answer is the other’s call, answered', async () => {
    await loginBoth();
    server.overrides.set('call.start', (_, peer) => {
      if (peer.user !== 'bob') return undefined;
      const { id } = server.calls.only();
      return server.calls.command(peer, 'call.accept', { call: id }) as Record<string, unknown>;
    });
    const [first, second] = await Promise.all([
      alice.engine.calls({ userIDList: ['bob'], type: 1 }),
      bob.engine.calls({ userIDList: ['alice'], type: 1 }),
    ]);
    await settle();
    expect(second).toEqual(first);
    expect(bob.media.log).toEqual(['join ws://calls.test/ ticket-bob-b1']);
    expect(server.log.filter(({ method }) => method === 'call.ticket').map(({ user }) => user)).toEqual(['alice']);
    expect(alice.engine.getCall()?.status).toBe('connected');
  });

  test('somebody is invited, somebody joins by the id, one leaves, the call goes on', async () => {
    const callId = await connect();
    const [carol, dave] = [new FakeDevice(server, 'carol', 'c1'), new FakeDevice(server, 'dave', 'd1')];
    await Promise.all([carol.login(), dave.login()]);
    carol.heard();
    expect(await bob.engine.inviteUser({ userIDList: ['carol', 'bob'] })).toEqual(['carol']);
    await settle();
    expect(carol.last(TUICallEvent.ON_CALL_RECEIVED)).toMatchObject({
      callerId: 'bob',
      calleeIdList: ['alice', 'carol'],
    });
    await carol.engine.accept();
    await dave.engine.join({ callId });
    await alice.engine.hangup();
    await settle();
    expect(bob.heard()).toEqual(['onUserInviting', 'onUserAccept', 'onUserJoin', 'onUserJoin', 'onUserLeave']);
    expect(alice.heard().at(-1)).toBe('onCallEnd');
    expect(dave.media.joined).toBe(true);
    expect(alice.media.joined).toBe(false);
    expect(bob.engine.getCall()?.group).toBe(true);
  });

  test('switching to audio closes the cameras', async () => {
    await connect();
    await alice.engine.switchCallMediaType(1);
    await settle();
    expect(bob.last(TUICallEvent.CALL_TYPE_CHANGED)).toEqual({ oldCallType: 2, newCallType: 1 });
    expect(alice.media.log).toContain('closeCamera');
    expect(bob.media.log).toContain('closeCamera');
  });
});

describe('which method in which state', () => {
  test.each(['accept', 'reject', 'hangup'] as const)('idle: %s fails with -1203', async (method) => {
    await alice.login();
    expect((await failure(alice.engine[method]())).code).toBe(-1203);
  });

  test('calling: no second call, no accept by the caller, no invite by the callee', async () => {
    await ring();
    expect((await failure(alice.engine.calls({ userIDList: ['carol'], type: 1 }))).code).toBe(-1203);
    expect((await failure(bob.engine.join({ callId: 'x' }))).code).toBe(-1203);
    expect((await failure(alice.engine.accept())).code).toBe(-1203);
    expect((await failure(bob.engine.inviteUser({ userIDList: ['carol'] }))).code).toBe(-1203);
    expect(await alice.engine.inviteUser({ userIDList: ['carol'] })).toEqual(['carol']);
  });

  test('two calls at the same moment: one', async () => {
    await alice.login();
    const first = alice.engine.calls({ userIDList: ['bob'], type: 1 });
    expect((await failure(alice.engine.calls({ userIDList: ['bob'], type: 1 }))).code).toBe(-1203);
    await first;
    expect(server.count('call.start')).toBe(1);
  });

  test('accept twice is accept once', async () => {
    await ring();
    await Promise.all([bob.engine.accept(), bob.engine.accept()]);
    expect(server.count('call.accept')).toBe(1);
  });

  test('camera and microphone only in a call', async () => {
    await alice.login();
    expect((await failure(alice.engine.openMicrophone())).code).toBe(-1203);
  });

  test.each([
    ['nobody', { userIDList: [], type: 1 }],
    ['oneself', { userIDList: ['alice'], type: 1 }],
    ['no type', { userIDList: ['bob'], type: 0 }],
    ['a room too high', { userIDList: ['bob'], type: 1, roomID: 2 ** 31 }],
    ['a time too long', { userIDList: ['bob'], type: 1, timeout: 601 }],
  ])('calling %s: -1202, and the server is not asked', async (_, options) => {
    await alice.login();
    expect((await failure(alice.engine.calls(options))).code).toBe(-1202);
    expect(server.count('call.start')).toBe(0);
  });

  test('the parameters arrive in the server’s words', async () => {
    await alice.login();
    await alice.engine.calls({
      userIDList: ['bob', 'alice', 'bob', 'carol'],
      type: 2,
      timeout: 12,
      strRoomID: 'lobby',
      chatGroupID: 'g1',
      userData: 'hello',
      offlinePushInfo: { title: 't' },
    });
    expect(server.log.find(({ method }) => method === 'call.start')?.data).toEqual({
      request: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      callees: ['bob', 'carol'],
      media: 'video',
      timeout: 12_000,
      room: { name: 'lobby' },
      chat_group: 'g1',
      group: true,
      user_data: 'hello',
      push: { title: 't' },
    });
  });
});

describe('P10: a connection that breaks', () => {
  test('comes back, and the call is as before', async () => {
    const callId = await connect();
    server.cut('bob');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.online('bob')).toBe(true);
    expect(bob.engine.getCall()).toMatchObject({ callId, status: 'connected' });
    expect(bob.heard()).toEqual([]);
    expect(bob.media.log.filter((line) => line.startsWith('join'))).toHaveLength(1);
  });

  test('what happened meanwhile is told once, as one step', async () => {
    const callId = await ring();
    bob.heard();
    server.cut('bob');
    await settle();
    server.calls.end(callId);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(bob.heard()).toEqual(['onCallNotConnected']);
  });

  test('P7: a call that came and went meanwhile does not ring', async () => {
    await loginBoth();
    server.cut('bob');
    await settle();
    const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    server.calls.end(callId);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.online('bob')).toBe(true);
    expect(bob.heard()).toEqual([]);
  });

  test('a callee who logs in while it rings gets the call', async () => {
    await alice.login();
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await bob.login();
    expect(bob.heard()).toEqual(['onCallReceived', 'sdkReady']);
  });

  test('a lost update is noticed by its gap, and the truth asked for', async () => {
    const callId = await ring();
    const syncs = server.count('call.sync');
    alice.heard();
    server.deafen('alice');
    await bob.engine.accept();
    server.deafen('alice', false);
    server.calls.command({ user: 'bob', device: 'b1' }, 'call.switch_media', { call: callId, media: 'video' });
    await settle();
    expect(server.count('call.sync')).toBe(syncs + 1);
    expect(alice.heard()).toEqual(['onUserAccept', 'onUserJoin', 'onCallBegin', 'onCallMediaTypeChanged']);
    expect(alice.media.joined).toBe(true);
  });

  test('a server that may have missed something is asked for the truth', async () => {
    await ring();
    const syncs = server.count('call.sync');
    alice.heard();
    server.deafen('alice');
    await bob.engine.accept();
    await settle();
    expect(alice.heard()).toEqual([]);
    server.missed('alice');
    await settle();
    expect(server.count('call.sync')).toBe(syncs + 1);
    expect(alice.heard()).toEqual(['onUserAccept', 'onUserJoin', 'onCallBegin']);
    expect(alice.media.joined).toBe(true);
  });

  test('P12: a command whose answer was lost is sent again under the same request', async () => {
    await loginBoth();
    server.overrides.set('call.start', (data, peer) => {
      server.overrides.delete('call.start');
      server.calls.command(peer, 'call.start', data); // done, but the answer is lost
      server.cut('alice');
      return 'silence';
    });
    server.overrides.set('call.sync', () => ({ now: 0, calls: [] }));
    const calling = alice.engine.calls({ userIDList: ['bob'], type: 1 });
    void calling.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(5_000);
    const starts = server.log.filter(({ method }) => method === 'call.start');
    expect(starts).toHaveLength(2);
    expect(starts[0]?.data.request).toBe(starts[1]?.data.request);
  });

  test('the server asks for patience: tried again, with jitter', async () => {
    await loginBoth();
    let refusals = 2;
    server.overrides.set('call.start', () =>
      refusals-- > 0 ? { error: { code: 1014, message: 'not now', temporary: true } } : undefined,
    );
    const calling = alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await calling).callId).toBe('call-1');
  });

  test('nobody answers a command for 10 s: -1406', async () => {
    await loginBoth();
    server.up = false;
    server.cut('alice');
    const failed = failure(alice.engine.calls({ userIDList: ['bob'], type: 1 }));
    await vi.advanceTimersByTimeAsync(10_100);
    expect((await failed).code).toBe(-1406);
  });

  test('hanging up without a connection: out at once, and the server hears of it later', async () => {
    const callId = await connect();
    server.up = false;
    server.cut('bob');
    await settle();
    const hangup = bob.engine.hangup();
    expect(bob.media.joined).toBe(false);
    await vi.advanceTimersByTimeAsync(3_100);
    await hangup;
    expect(bob.last(TUICallEvent.ON_CALL_END)).toMatchObject({ word: 'hung_up', reason: 1, userID: 'bob' });
    expect(bob.heard()).toEqual(['onCallEnd']);
    expect(bob.engine.getCall()).toBeNull();
    server.up = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.calls.get(callId)?.end?.by.user).toBe('bob');
    expect(bob.heard()).toEqual([]);
    expect(bob.media.joined).toBe(false);
  });

  test('giving up calling without a connection: canceled, and the others stop ringing later', async () => {
    const callId = await ring();
    alice.heard();
    server.up = false;
    server.cut('alice');
    const hangup = alice.engine.hangup();
    await vi.advanceTimersByTimeAsync(3_100);
    await hangup;
    expect(alice.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ word: 'canceled', userID: 'alice' });
    server.up = true;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(server.calls.get(callId)?.end?.by.user).toBe('alice');
  });

  test('P3: a device without a connection stops ringing after the deadline', async () => {
    await ring();
    server.up = false;
    server.cut('bob');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(bob.engine.getCall()?.status).toBe('calling');
    bob.heard();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(bob.last(TUICallEvent.ON_CALL_NOT_CONNECTED)).toMatchObject({ reason: 3, word: 'no_answer' });
    expect(bob.engine.getCall()).toBeNull();
  });

  test('a call that the server has forgotten is over', async () => {
    await connect();
    server.overrides.set('call.sync', () => ({ now: 0, calls: [] }));
    server.overrides.set('call.get', () => ({ error: { code: 1002, message: 'there is no such call' } }));
    server.cut('bob');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(bob.last(TUICallEvent.ON_CALL_END)).toMatchObject({ word: 'unknown' });
    expect(bob.media.joined).toBe(false);
  });
});

describe('a reload', () => {
  test('of a member: the call begins again on the same device, with media', async () => {
    const callId = await connect();
    server.cut('bob');
    const reloaded = new FakeDevice(server, 'bob', 'b1');
    await reloaded.login();
    await settle();
    expect(reloaded.heard()).toEqual(['onCallBegin', 'onUserJoin', 'sdkReady']);
    expect(reloaded.engine.getCall()).toMatchObject({ callId, status: 'connected' });
    expect(reloaded.media.log).toEqual(['join ws://calls.test/ ticket-bob-b1']);
    await reloaded.engine.logout();
  });

  test('of a caller: it goes on dialing, and begins when it is answered', async () => {
    const callId = await ring();
    server.disconnect('alice', 4502);
    const reloaded = new FakeDevice(server, 'alice', 'a1');
    await reloaded.login();
    expect(reloaded.engine.getCall()).toMatchObject({ callId, status: 'calling', callRole: 'caller' });
    await bob.engine.accept();
    await settle();
    expect(reloaded.heard().at(-1)).toBe('onCallBegin');
  });

  test('another device of a member is not drawn in', async () => {
    await connect();
    const b2 = new FakeDevice(server, 'bob', 'b2');
    await b2.login();
    await settle();
    expect(b2.heard()).toEqual(['sdkReady']);
    expect(b2.engine.getCall()).toBeNull();
    expect(b2.media.log).toEqual([]);
  });
});

describe('logging out', () => {
  test('leaves the call first', async () => {
    const callId = await connect();
    await bob.engine.logout();
    expect(server.calls.get(callId)?.end).toBeDefined();
    expect(bob.heard()).toEqual(['onCallEnd']);
    expect(server.online('bob')).toBe(false);
    expect((await failure(bob.engine.hangup())).code).toBe(-1201);
    await bob.login();
    expect(bob.heard()).toEqual(['sdkReady']);
  });

  test('while it rings here: it goes on ringing elsewhere', async () => {
    const b2 = new FakeDevice(server, 'bob', 'b2');
    await b2.login();
    await ring();
    await bob.engine.logout();
    await settle();
    expect(bob.last(RinglineEvent.CALL_CHANGED)).toBeNull();
    expect(bob.media.log).toEqual(['close']);
    expect(b2.engine.getCall()?.status).toBe('calling');
  });

  test('destroyed: no listener hears of the next login', async () => {
    await bob.login();
    bob.heard();
    await bob.engine.destroyInstance();
    await bob.login();
    expect(bob.heard()).toEqual([]);
  });
});

test('who is online, and who comes and goes', async () => {
  await loginBoth();
  expect(await alice.engine.getOnlineUsers()).toEqual(['alice', 'bob']);
  server.publish('alice', { presence: { user: 'carol', online: true } });
  server.publish('alice', { presence: { user: 'bob' } });
  await settle();
  expect(alice.last('ringline.presence')).toEqual({ userID: 'bob', online: false });
  server.overrides.set('users.online', () => ({ error: { code: 1012, message: 'the app does not allow this' } }));
  expect(await failure(alice.engine.getOnlineUsers())).toMatchObject({ code: -1203, word: 'forbidden' });
});
