import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import TUICallEngineByDefault, {
  CallEndReason,
  CallError,
  TIM,
  TRTCCloud,
  TUICallEngine,
  TUICallEvent,
  TUICallType,
  type CallNotConnectedEvent,
  type CallReceivedEvent,
  type DevicesEvent,
} from './index';
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
  vi.unstubAllGlobals();
});

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

async function ring(): Promise<void> {
  await loginBoth();
  await alice.engine.calls({ userIDList: ['bob'], type: TUICallType.VIDEO_CALL });
  await settle();
}

async function connect(): Promise<void> {
  await ring();
  await bob.engine.accept();
  await settle();
}

describe('making one', () => {
  test('the app goes by both spellings, and there is one engine until it is destroyed', async () => {
    expect(TUICallEngine.instance).toBeNull();
    const engine = TUICallEngine.createInstance({ sdkAppID: 7, language: 7, framework: 'react', scene: 'web' });
    expect(TUICallEngine.createInstance({ SDKAppID: 8 })).toBe(engine);
    expect(TUICallEngine.instance).toBe(engine);
    await engine.destroyInstance();
    expect(TUICallEngine.instance).toBeNull();
    expect(TUICallEngineByDefault).toBe(TUICallEngine);
    expect(TUICallEngine.className).toBe('TUICallEngine');
    expect(() => TUICallEngine.createInstance({})).toThrow('SDKAppID');
  });

  test('ready is heard at once, and again by whoever asks later', () => {
    const ready = vi.fn();
    TUICallEngine.once('ready', ready);
    TUICallEngine.once('ready', ready);
    expect(ready).toHaveBeenCalledTimes(2);
    TUICallEngine.setModule({});
  });

  test.each([
    ['a global', 'http://global.test', undefined, 'http://global.test'],
    ['a meta tag', undefined, 'http://meta.test', 'http://meta.test'],
    ['the page', undefined, undefined, 'http://page.test'],
  ])('without serverUrl the server is where %s says', async (_, global, meta, expected) => {
    vi.stubGlobal('RINGLINE_SERVER_URL', global);
    vi.stubGlobal(
      'document',
      Object.assign(new EventTarget(), { querySelector: () => (meta ? { content: meta } : null) }),
    );
    vi.stubGlobal('location', { origin: 'http://page.test' });
    const urls: string[] = [];
    class Socket extends server.WebSocket {
      constructor(url: string) {
        urls.push(url);
        super(url);
      }
    }
    const engine = new TUICallEngine({ SDKAppID: 1, deviceID: 'd' }, { websocket: Socket, media: alice.media.load });
    await engine.init({ userID: 'carol', userSig: 'x', assetsPath: '' });
    expect(urls).toEqual([`${expected.replace('http', 'ws')}/connection/websocket`]);
    await engine.logout();
  });

  test('an address that is none is refused before anything is sent', async () => {
    const engine = new TUICallEngine({ SDKAppID: 1, serverUrl: 'javascript:alert(1)', deviceID: 'd' });
    expect((await failure(engine.login({ userID: 'carol', userSig: 'x' }))).code).toBe(-1202);
  });
});

describe('names of events', () => {
  test('other generations’ names are the same events, and a listener hears each once', async () => {
    await loginBoth();
    const heard = vi.fn();
    for (const name of ['onReject', 'onUserReject', TUICallEvent.REJECT] as const) alice.engine.on(name, heard);
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    await bob.engine.reject();
    await settle();
    expect(heard).toHaveBeenCalledOnce();
    expect(heard).toHaveBeenCalledWith({ userID: 'bob' });
    alice.engine.off('onReject', heard);
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    await bob.engine.reject();
    await settle();
    expect(heard).toHaveBeenCalledOnce();
  });

  test('older events follow with the same payload, but nobody hears one twice', async () => {
    await loginBoth();
    const heard: string[] = [];
    const received = vi.fn<(event: CallReceivedEvent) => void>();
    const over = vi.fn<(event: CallNotConnectedEvent) => void>();
    bob.engine.on(TUICallEvent.INVITED, ({ callerId }) => heard.push(`invited by ${callerId}`));
    bob.engine.on(TUICallEvent.ON_CALL_RECEIVED, () => heard.push('received'));
    bob.engine.on(TUICallEvent.ON_CALL_RECEIVED, received);
    bob.engine.on(TUICallEvent.INVITED, received);
    for (const name of [TUICallEvent.ON_CALL_NOT_CONNECTED, TUICallEvent.CALLING_CANCEL] as const) {
      bob.engine.on(name, over);
    }
    bob.engine.on(TUICallEvent.ON_CALL_CANCELED, ({ reason }) => heard.push(`canceled ${reason}`));
    bob.engine.on(TUICallEvent.CALLING_TIMEOUT, () => heard.push('timeout'));
    const { callId } = await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    expect(heard).toEqual(['received', 'invited by alice']);
    expect(received).toHaveBeenCalledOnce();
    server.calls.ringOut(callId);
    await settle();
    expect(heard.slice(2)).toEqual([`canceled ${CallEndReason.NoResponse}`, 'timeout']);
    expect(over).toHaveBeenCalledOnce();
  });

  test('an expired signature has an event of its own, after the one that the session is over', async () => {
    await alice.login();
    const heard: string[] = [];
    alice.engine.on('onKickedOut', ({ code }) => heard.push(`kicked ${code}`));
    alice.engine.on(TUICallEvent.onUserSigExpired, () => heard.push('expired'));
    server.judge = () => ({ code: 109, message: 'token expired' });
    server.cut('alice');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard).toEqual(['kicked 6206', 'expired']);
  });

  test('off without a listener takes all of them off; once is heard once', async () => {
    await loginBoth();
    const heard = vi.fn();
    alice.engine.on(TUICallEvent.USER_ACCEPT, heard);
    alice.engine.off(TUICallEvent.USER_ACCEPT);
    bob.engine.once(TUICallEvent.ON_CALL_RECEIVED, heard);
    for (let i = 0; i < 2; i++) {
      await alice.engine.calls({ userIDList: ['bob'], type: 1 });
      await settle();
      await bob.engine.accept();
      await settle();
      await alice.engine.hangup();
      await settle();
    }
    expect(heard).toHaveBeenCalledOnce();
  });

  test('single devices are told apart in numbers', async () => {
    await connect();
    const heard = vi.fn();
    const lists = vi.fn();
    alice.engine.on(TUICallEvent.onDeviceChange, heard);
    alice.engine.on(TUICallEvent.DEVICED_UPDATED, lists);
    const none = { deviceId: '', deviceName: '', label: '', groupId: '' };
    const device = (deviceId: string) => ({ ...none, deviceId });
    const state = (cameras: string[], current: string): DevicesEvent => ({
      microphoneList: [device('m1')],
      cameraList: cameras.map(device),
      speakerList: [],
      currentMicrophoneID: 'm1',
      currentCameraID: current,
      currentCamera: device(current),
      currentMicrophone: device('m1'),
      currentSpeaker: none,
    });
    alice.media.listener?.onDevices(state(['c1'], 'c1'));
    expect(heard).not.toHaveBeenCalled();
    alice.media.listener?.onDevices(state(['c2'], 'c2'));
    expect(lists).toHaveBeenLastCalledWith(
      expect.objectContaining({ cameraList: [device('c2')], currentCameraID: 'c2' }),
    );
    expect(heard.mock.calls.flat()).toEqual([
      { deviceId: 'c1', type: 2, state: 1 },
      { deviceId: 'c2', type: 2, state: 0 },
      { deviceId: 'c2', type: 2, state: 2 },
    ]);
  });
});

describe('results', () => {
  test('of a call: a code, the room in both places, the id', async () => {
    await loginBoth();
    const result = await alice.engine.call({ userID: 'bob', type: 1, roomID: 42 });
    expect(result).toMatchObject({ code: 0, roomID: 42, strRoomID: '', data: { roomID: 42, callId: result.callId } });
    expect(server.log.find(({ method }) => method === 'call.start')?.data).toMatchObject({
      callees: ['bob'],
      room: { name: '42', numeric: true },
    });
  });

  test('of an answer, a refusal, a hanging up: as kits of both generations read them', async () => {
    await ring();
    expect(await bob.engine.reject()).toMatchObject({ code: 0 });
    await settle();
    await alice.engine.calls({ userIDList: ['bob'], type: 1 });
    await settle();
    expect(await bob.engine.accept()).toMatchObject({ code: 0 });
    await settle();
    const over = await alice.engine.hangup();
    expect(over.code).toBe(0);
    expect(over.map(({ code }) => code)).toEqual([0]);
  });
});

describe('older ways to call', () => {
  test('groupCall is a call of a chat group; joinInGroupCall enters one that was heard of', async () => {
    await loginBoth();
    const carol = new FakeDevice(server, 'carol', 'c1');
    await carol.login();
    const { callId } = await alice.engine.groupCall({ userIDList: ['bob', 'carol'], type: 1, groupID: 'g1' });
    await settle();
    await bob.engine.accept();
    await carol.engine.reject();
    await settle();
    await carol.engine.joinInGroupCall({ type: 1, groupID: 'g1', roomID: 0, strRoomID: '' });
    expect(carol.engine.getCall()).toMatchObject({ callId, status: 'connected' });
    expect((await failure(carol.engine.joinInGroupCall({ type: 1, groupID: 'g2' }))).code).toBe(101004);
  });

  test('ignore: it stops ringing here, and the caller sees that the user is busy', async () => {
    await ring();
    await bob.engine.ignore();
    await settle();
    expect(bob.heard()).toEqual(['onCallReceived', 'onCallNotConnected']);
    expect(alice.heard()).toEqual(['onUserLineBusy', 'onCallNotConnected']);
    expect((await failure(bob.engine.ignore())).code).toBe(-1203);
  });
});

describe('media in documented words', () => {
  const element = {} as HTMLElement;

  test('a camera by its side, a view by its numbers, devices by any name', async () => {
    await connect();
    alice.media.log.length = 0;
    await alice.engine.openCamera(element, false);
    await alice.engine.startRemoteView({
      userID: 'bob',
      videoViewDomID: element,
      options: { fillMode: 1, mirrorType: 1, rotation: 1 },
    });
    expect(await alice.engine.switchDevice({ deviceType: 'audio', deviceId: 'm' })).toBe(true);
    expect(await alice.engine.getDeviceList('microphone')).toEqual([]);
    await alice.engine.getTRTCCloudInstance().muteAllRemoteAudio(true);
    expect(alice.media.log).toEqual([
      'face back',
      'openCamera',
      'showRemote bob',
      'draw bob {"mirror":true,"rotation":90}',
      'use microphones m',
      'muteRemote true',
    ]);
    expect((await failure(alice.engine.setVideoQuality('8k'))).code).toBe(-1202);
    expect((await failure(alice.engine.getDeviceList('phone' as 'camera'))).code).toBe(-1202);
  });

  test('every method asks the media client for what it says, once there is a call', async () => {
    await connect();
    alice.media.log.length = 0;
    const { engine } = alice;
    await engine.stopRemoteView({ userID: 'bob' });
    await engine.switchCamera(1);
    await engine.setVideoQuality('720p');
    await engine.setVideoRenderParams({ userID: 'alice', objectFit: 'contain', mirror: false });
    await engine.setVideoRenderParams({ rotation: 1 });
    await engine.setBlurBackground(2);
    await engine.setBlurBackground(0);
    vi.stubGlobal('document', { baseURI: 'http://page.test/' });
    await engine.setVirtualBackground('beach.jpg');
    await engine.enableAIVoice(true);
    await engine.startScreenShare({ audio: false });
    await engine.trtcCloud.startScreenCapture();
    await engine.stopScreenShare();
    await engine.trtcCloud.stopScreenCapture();
    await engine.resumeAudio();
    expect(alice.media.log).toEqual([
      'hideRemote bob',
      'face back',
      'setVideoQuality 720p',
      'draw  {"fit":"contain","mirror":false}',
      'draw all {"rotation":90}',
      'setBackground blur 2',
      'setBackground real',
      'setBackground image http://page.test/beach.jpg',
      'suppressNoise true',
      'startScreen',
      'startScreen with sound',
      'stopScreen',
      'stopScreen',
      'resumeAudio',
    ]);
    for (const refused of [engine.setBlurBackground(4), engine.setVideoRenderParams({ objectFit: 'stretch' })]) {
      expect((await failure(refused)).code).toBe(-1202);
    }
  });

  test('what happens to media is told under the documented names, one’s own too', async () => {
    await connect();
    const heard: unknown[] = [];
    const note = (payload: unknown) => heard.push(payload);
    const { listener } = alice.media;
    alice.engine.on(TUICallEvent.USER_AUDIO_AVAILABLE, note);
    alice.engine.on(TUICallEvent.USER_VIDEO_AVAILABLE, note);
    alice.engine.on(TUICallEvent.USER_VOICE_VOLUME, note);
    alice.engine.on('onUserVoiceVolume', note);
    alice.engine.on(TUICallEvent.ON_USER_NETWORK_QUALITY_CHANGED, note);
    alice.engine.on(TUICallEvent.ERROR, note);
    listener?.onVideo('bob', true);
    listener?.onAudio('', false); // an administrator muted alice
    listener?.onVolumes({ volumeMap: [{ userId: 'bob', audioVolume: 40 }] });
    listener?.onQuality({ networkQualityList: [{ userId: 'bob', quality: 1 }] });
    listener?.onError(new CallError(60003, 'no microphone'));
    expect(heard).toEqual([
      { userID: 'bob', isVideoAvailable: true },
      { userID: 'alice', isAudioAvailable: false },
      { volumeMap: [{ userId: 'bob', audioVolume: 40 }] },
      { networkQualityList: [{ userId: 'bob', quality: 1 }] },
      { code: 60003, message: 'no microphone' },
    ]);
  });

  test('sound that the browser holds back: listeners of the cloud object get what resumes it', async () => {
    await connect();
    const cloud = alice.engine.getTRTCCloudInstance();
    expect(alice.engine.trtcCloud).toBe(cloud);
    expect('getAITranscriberManager' in cloud).toBe(false);
    const scope = {};
    const heard = vi.fn(function (this: unknown, event: { resume: () => Promise<void> }) {
      expect(this).toBe(scope);
      void event.resume();
    });
    cloud.on('onAutoPlayFailed', heard, scope);
    cloud.on('onNetworkQuality', heard);
    alice.media.listener?.onState('blocked');
    await settle();
    expect(heard).toHaveBeenCalledOnce();
    expect(alice.media.log).toContain('resumeAudio');
    cloud.off('onAutoPlayFailed', heard);
    alice.media.listener?.onState('blocked');
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe('the microphone', () => {
  function browser(state: PermissionState): void {
    const status = Object.assign(new EventTarget(), { state });
    vi.stubGlobal('navigator', { mediaDevices: {}, permissions: { query: () => Promise.resolve(status) } });
  }

  function engineOf(user: string, options: object): TUICallEngine {
    return new TUICallEngine(
      { SDKAppID: 1, serverUrl: 'http://calls.test', deviceID: user, ...options },
      { websocket: server.WebSocket, media: alice.media.load },
    );
  }

  test.each([
    ['a documented kit', { callkitVersion: '4.5.11' }],
    ['an app that wants it so', { requireMicrophone: true }],
  ])('refused by the browser: calls of %s fail with -1101, in words that kits know', async (_, options) => {
    browser('denied');
    const engine = engineOf('carol', options);
    await engine.login({ userID: 'carol', userSig: 'x' });
    const error = await failure(engine.calls({ userIDList: ['bob'], type: 1 }));
    expect(error.code).toBe(-1101);
    expect(error.message).toContain('NotAllowedError: Permission denied');
    expect(server.count('call.start')).toBe(0);
    expect(engine.getDevicePermission()).toEqual({ audio: false, video: false });
    await engine.logout();
  });

  test('refused: whoever only listens may call', async () => {
    browser('denied');
    const engine = engineOf('carol', {});
    await engine.login({ userID: 'carol', userSig: 'x' });
    expect(await engine.calls({ userIDList: ['bob'], type: 1 })).toMatchObject({ code: 0 });
    await engine.destroyInstance();
  });

  test('allowed: is known, and nothing stands in the way', async () => {
    browser('granted');
    const engine = engineOf('carol', { callkitVersion: '4.5.11' });
    await engine.login({ userID: 'carol', userSig: 'x' });
    await settle();
    expect(engine.getDevicePermission()).toEqual({ audio: true, video: true });
    expect(await engine.calls({ userIDList: ['bob'], type: 1 })).toMatchObject({ code: 0 });
    await engine.logout();
  });

  test('deviceCheck asks, puts the devices out again, and says what came of it', async () => {
    const stop = vi.fn();
    const getUserMedia = vi.fn(({ audio }: MediaStreamConstraints) =>
      audio
        ? Promise.resolve({ getTracks: () => [{ stop }] })
        : Promise.reject(new DOMException('no', 'NotAllowedError')),
    );
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    expect(await alice.engine.deviceCheck({ microphone: true })).toBe(true);
    expect(stop).toHaveBeenCalledOnce();
    expect(await alice.engine.deviceCheck({ microphone: true, camera: true })).toBe(false);
    expect(alice.engine.getDevicePermission()).toEqual({ audio: true, video: false });
  });
});

describe('profiles', () => {
  beforeEach(() => {
    server.overrides.set('profiles.get', ({ users }) => ({
      profiles: (users as string[])
        .filter((user) => user !== 'eve')
        .map((user) => ({ user, name: user.toUpperCase(), avatar: `https://pictures.test/${user}` })),
    }));
  });

  test('everybody who is asked for, in order, asked once and again when it is old', async () => {
    await alice.login();
    const both = [alice.engine.getProfiles(['bob', 'eve', 'bob']), alice.engine.getProfiles(['bob'])];
    const bobs = { userID: 'bob', name: 'BOB', avatar: 'https://pictures.test/bob' };
    expect(await Promise.all(both)).toEqual([[bobs, { userID: 'eve', name: 'eve', avatar: '' }, bobs], [bobs]]);
    expect(server.log.filter(({ method }) => method === 'profiles.get').map(({ data }) => data.users)).toEqual([
      ['bob', 'eve'],
    ]);
    await vi.advanceTimersByTimeAsync(300_000);
    await alice.engine.getProfiles(['bob']);
    expect(server.count('profiles.get')).toBe(2);
    await alice.engine.getProfiles(Array.from({ length: 150 }, (__, i) => `u${i}`));
    expect(server.count('profiles.get')).toBe(4);
  });

  test('a picture on the server has its whole address, for kits as well', async () => {
    const paths: Record<string, string> = { bob: '/avatars/hiro.svg', eve: 'http://elsewhere.test/e.png' };
    server.overrides.set('profiles.get', ({ users }) => ({
      profiles: (users as string[]).map((user) => ({ user, avatar: paths[user] })),
    }));
    server.overrides.set('profile.set', (data, { user }) => ({ profile: { user, ...data } }));
    await alice.login();
    expect(await alice.engine.getProfiles(['bob', 'eve'])).toMatchObject([
      { avatar: 'http://calls.test/avatars/hiro.svg' },
      { avatar: 'http://elsewhere.test/e.png' },
    ]);
    const { data } = await alice.engine.tim.getUserProfile({ userIDList: ['bob'] });
    expect(data).toMatchObject([{ avatar: 'http://calls.test/avatars/hiro.svg' }]);
    await alice.engine.setSelfInfo({ avatar: '/avatars/alice.svg' });
    expect(server.log.at(-1)).toMatchObject({ data: { avatar: '/avatars/alice.svg' } });
    expect(await alice.engine.getProfiles(['alice'])).toMatchObject([
      { avatar: 'http://calls.test/avatars/alice.svg' },
    ]);
    expect(alice.engine.serverOrigin()).toBe('http://calls.test');
  });

  test('a failure is not kept', async () => {
    await alice.login();
    const works = server.overrides.get('profiles.get');
    server.overrides.set('profiles.get', () => ({ error: { code: 1012, message: 'no' } }));
    expect((await failure(alice.engine.getProfiles(['bob']))).code).toBe(-1203);
    if (works) server.overrides.set('profiles.get', works);
    expect(await alice.engine.getProfiles(['bob'])).toMatchObject([{ name: 'BOB' }]);
  });

  test('setSelfInfo says what changes and leaves the rest, and is seen at once', async () => {
    server.overrides.set('profile.set', (data, { user }) => ({ profile: { user, ...data } }));
    await alice.login();
    await alice.engine.setSelfInfo({ nickName: 'Alice' });
    expect(server.log.at(-1)).toMatchObject({ method: 'profile.set', data: { name: 'Alice' } });
    expect(await alice.engine.getProfiles(['alice'])).toEqual([{ userID: 'alice', name: 'Alice', avatar: '' }]);
    expect(server.count('profiles.get')).toBe(0);
  });

  test('the chat object tells them as kits ask', async () => {
    await alice.login();
    const { tim } = alice.engine;
    expect(await tim.getMyProfile()).toMatchObject({ code: 0, data: { userID: 'alice', nick: 'ALICE' } });
    const { data } = await tim.getFriendProfile({ userIDList: ['bob', 'eve'] });
    expect(data.friendList).toEqual([]);
    const strangers = data.failureUserIDList.map(({ userID }) => userID);
    expect(await tim.getUserProfile({ userIDList: strangers })).toEqual({
      code: 0,
      data: [
        { userID: 'bob', nick: 'BOB', avatar: 'https://pictures.test/bob' },
        { userID: 'eve', nick: '', avatar: '' },
      ],
    });
    expect(await tim.getGroupProfile({ groupID: 'g' })).toMatchObject({ data: { group: { groupID: 'g' } } });
    expect(await tim.getGroupAttributes()).toEqual({ code: 0, data: { groupAttributes: {} } });
    expect(await tim.callExperimentalAPI()).toMatchObject({ code: 0 });
    tim.on();
    tim.off();
  });

  test('members of a group: of its call and, if the app lists them, who is online', async () => {
    await loginBoth();
    await alice.engine.groupCall({ userIDList: ['carol'], type: 1, groupID: 'g1' });
    const names = async (groupID: string) => {
      const { data } = await alice.engine.tim.getGroupMemberList({ groupID });
      return data.memberList.map(({ nick }) => nick);
    };
    expect(await names('g1')).toEqual(['ALICE', 'CAROL', 'BOB']);
    server.overrides.set('users.online', () => ({ error: { code: 1012, message: 'not listed' } }));
    expect(await names('g1')).toEqual(['ALICE', 'CAROL']);
    expect(await names('g2')).toEqual([]);
  });

  test('an app’s own chat object is given back as it is', () => {
    const tim = { mine: true };
    const engine = new TUICallEngine({ SDKAppID: 1, tim });
    expect([engine.tim, engine.getTim()]).toEqual([tim, tim]);
  });
});

test('more callees than a call has room for are told in documented words', async () => {
  server.overrides.set('call.start', () => ({ error: { code: 1010, message: 'no room for that many' } }));
  await alice.login();
  const userIDList = Array.from({ length: 9 }, (_, i) => `u${i}`);
  const error = await failure(alice.engine.calls({ userIDList, type: 1 }));
  expect(error).toMatchObject({ code: 101002, word: 'full' });
  expect(error.message).toBe(
    'no room for that many (ERROR_INVALID_CALLEE_LIST: CalleeList_Account length must be between 1 and 8)',
  );
});

test('history in the engine’s spelling', async () => {
  await alice.login();
  server.overrides.set('calls.history', () => ({
    calls: [
      {
        id: 'c1',
        media: 'video',
        caller: 'bob',
        role: 'invitee',
        missed: true,
        started_at: 1,
        ended_at: 2,
        result: 'no_answer',
        reason: 'rejected',
        own_reason: 'no_answer',
        users: ['bob'],
      },
    ],
    next: 'more',
  }));
  expect(await alice.engine.getCallHistory({ limit: 1, missed: true })).toEqual({
    calls: [
      {
        callId: 'c1',
        media: 2,
        group: false,
        callerId: 'bob',
        role: 'invitee',
        answered: false,
        missed: true,
        startedAt: 1,
        answeredAt: 0,
        endedAt: 2,
        result: 'no_answer',
        reason: 'rejected',
        ownReason: 'no_answer',
        talk: 0,
        users: ['bob'],
      },
    ],
    next: 'more',
  });
  expect(server.log.at(-1)?.data).toEqual({ limit: 1, missed: true });
});

describe('what is not offered', () => {
  test('fails with the documented code and says why', async () => {
    expect(await failure(alice.engine.setBeautyLevel())).toMatchObject({ code: -1002 });
    const proxy = JSON.stringify({ api: 'setNetworkProxy', params: { websocketProxy: 'wss://x' } });
    const error = await failure(alice.engine.callExperimentalAPI(proxy));
    expect([error.code, error.message]).toEqual([-1002, expect.stringContaining('setNetworkProxy')]);
    expect((await failure(TUICallEngine.callExperimentalAPI(proxy))).code).toBe(-1002);
  });

  test('what kits ask for and nobody misses is no failure', async () => {
    const dialog = JSON.stringify({ api: 'enableAutoPlayDialog', params: { enable: 0 } });
    await alice.engine.callExperimentalAPI(dialog);
    await alice.engine.trtcCloud.callExperimentalAPI(dialog);
    await TUICallEngine.callExperimentalAPI('not json');
    alice.engine.enableMultiDeviceAbility(true);
    alice.engine.setLogLevel(4);
    alice.engine.reportLog({ name: 'kit.started', level: 'error', error: new Error('quiet') });
  });

  test('the SDKs below the documented engine say so, whatever is done with them', async () => {
    expect(() => TIM.create?.({})).toThrow('TIM.create is not offered');
    expect(() => new TRTCCloud()).toThrow('TRTCCloud() is not offered');
    expect((await Promise.resolve(TIM)) === TIM).toBe(true); // being looked at is no use
  });
});
