import { CallError, ErrorCode } from '@ringline/call-engine';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Avatars } from './context';
import { Avatar } from './components/Avatar';
import { CallHistory } from './components/CallHistory';
import { CallKit } from './components/CallKit';
import { DeviceSettings } from './components/DeviceMenu';
import { useCall } from './hooks/useCall';
import { useIncomingCall } from './hooks/useIncomingCall';
import { play } from './tones';
import { settle, show, town } from './testing/people';

vi.mock('./tones', () => ({ play: vi.fn(() => vi.fn()) }));

let people: ReturnType<typeof town>;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')));
  people = town();
});

afterEach(async () => {
  cleanup();
  await settle();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const see = (testId: string) => screen.getByTestId(testId);
const gone = (testId: string) => expect(screen.queryByTestId(testId)).toBeNull();

async function click(testId: string): Promise<void> {
  fireEvent.click(see(testId));
  await settle();
}

/** What sounds, in order. */
const sounds = () => vi.mocked(play).mock.calls.map(([tone]) => tone);

function Call({ users = ['bob'] }: { users?: string[] }) {
  const { callTo } = useCall();
  return (
    <button data-testid="start" onClick={callTo(users, { media: 'video' })}>
      call
    </button>
  );
}

describe('a call that comes', () => {
  async function rings(type = 2, settings = {}): Promise<void> {
    await people.bob.login();
    await show(people.alice, <CallKit />, settings);
    await act(() => people.bob.engine.calls({ userIDList: ['alice'], type }));
    await settle();
  }

  test('shows who calls by their name, how, and for how long', async () => {
    await rings();
    const sheet = see('incoming');
    expect(sheet.dataset).toMatchObject({ from: 'bob' });
    expect(sheet).toHaveProperty('open', true);
    expect(within(sheet).getByRole('heading').textContent).toContain('Incoming video call from Bob Example');
    expect(see('incoming-left').textContent).toBe('rings for 31 seconds');
    await settle(10_000);
    expect(see('incoming-left').textContent).toBe('rings for 21 seconds');
    expect(sounds()).toEqual(['ring']);
  });

  test('is accepted by the button that has the focus, with camera and microphone', async () => {
    await rings();
    expect(document.activeElement).toBe(see('accept'));
    await click('accept');
    expect(see('call').dataset).toMatchObject({ status: 'connected' });
    expect(people.alice.media.log).toContain('openMicrophone');
    expect(people.alice.media.log).toContain('openCamera');
    expect(people.alice.media.log).toContain('showRemote bob');
    gone('incoming');
  });

  test('is answered by voice only', async () => {
    await rings();
    await click('accept-voice');
    expect(people.alice.media.log).toContain('openMicrophone');
    expect(people.alice.media.log).not.toContain('openCamera');
  });

  test('of voice offers no video', async () => {
    await rings(1);
    gone('accept-voice');
    await click('accept');
    expect(people.alice.media.log).not.toContain('openCamera');
  });

  test('is declined, by the button or by Escape', async () => {
    await rings();
    fireEvent(see('incoming'), new Event('cancel', { cancelable: true }));
    await settle();
    expect(see('end-card').dataset).toMatchObject({ reason: 'rejected' });
    expect(people.bob.last('onCallNotConnected')).toMatchObject({ word: 'rejected' });
  });

  test('is refused as busy', async () => {
    await rings();
    await click('ignore');
    expect(people.bob.last('onCallNotConnected')).toMatchObject({ word: 'busy' });
    expect(see('end-card').textContent).toContain('Bob Example was told so.');
  });

  test('that the caller took back says so and calls back', async () => {
    await rings();
    await act(() => people.bob.engine.hangup());
    await settle();
    expect(see('end-card').textContent).toContain('Bob Example canceled the call');
    await click('call-back-video');
    expect(see('call').dataset).toMatchObject({ status: 'calling' });
    expect(people.server.calls.only()).toMatchObject({ caller: 'alice', media: 'video' });
  });

  test('does not disturb who is not to be disturbed, and is there for who wants to know', async () => {
    const seen: unknown[] = [];
    const Probe = () => {
      const { call, silenced } = useIncomingCall();
      seen.push([call?.from, silenced]);
      return null;
    };
    await people.bob.login();
    const view = await show(
      people.alice,
      <>
        <CallKit />
        <Probe />
        <Call users={['carol']} />
      </>,
      { doNotDisturb: true },
    );
    await act(() => people.bob.engine.calls({ userIDList: ['alice'], type: 1 }));
    await settle();
    gone('incoming');
    expect(sounds()).toEqual([]);
    expect(seen.at(-1)).toEqual(['bob', true]);
    expect(people.bob.engine.getCall()).not.toBeNull(); // it rings on

    view.change({ doNotDisturb: false });
    await settle();
    expect(see('incoming').dataset).toMatchObject({ from: 'bob' });
    view.change({ doNotDisturb: true });

    // Who calls somebody meanwhile is busy.
    await click('start');
    expect(people.bob.last('onCallNotConnected')).toMatchObject({ word: 'busy' });
    expect(see('call').dataset).toMatchObject({ status: 'calling' });
  });

  test('that did not disturb does not do so by its end', async () => {
    await rings(1, { doNotDisturb: true });
    await act(() => people.bob.engine.hangup());
    await settle();
    gone('end-card');
  });
});

describe('a call that is made', () => {
  async function call(users = ['bob']): Promise<void> {
    await Promise.all([people.bob.login(), people.carol.login()]);
    await show(
      people.alice,
      <>
        <CallKit contacts={['bob', 'carol', 'dave']} />
        <Call users={users} />
      </>,
    );
    await click('start');
  }

  async function connect(): Promise<void> {
    await call();
    await act(() => people.bob.engine.accept());
    await settle();
  }

  test('shows whom at once, before the server has answered', async () => {
    await people.bob.login();
    people.server.overrides.set('call.start', () => 'silence');
    await show(
      people.alice,
      <>
        <CallKit />
        <Call />
      </>,
    );
    fireEvent.click(see('start'));
    expect(see('call').textContent).toContain('Calling bob');
    await settle();
    expect(see('call').textContent).toContain('Calling Bob Example');
    await settle(30_000); // the engine gives up
    gone('call');
    expect(see('notice-action').textContent).toContain('cannot be reached');
  });

  test('sounds while it rings there, and says how it ended', async () => {
    await call();
    expect(sounds()).toEqual(['ringback']);
    await act(() => people.bob.engine.reject());
    await settle();
    expect(see('end-card').textContent).toContain('Bob Example declined');
    expect(sounds()).toEqual(['ringback', 'ended']);
    await click('dismiss');
    gone('end-card');
  });

  test('to somebody who is busy sounds so', async () => {
    await call();
    await act(() => people.bob.engine.ignore());
    await settle();
    expect(sounds()).toEqual(['ringback', 'busy']);
    expect(see('end-card').dataset).toMatchObject({ reason: 'busy', mood: 'missed' });
  });

  test('is not forgotten, nor is anybody unmuted, because of another that is refused', async () => {
    const View = () => {
      const { start, join } = useCall();
      return (
        <>
          <button data-testid="again" onClick={() => void start('carol', { media: 'video' })} />
          <button data-testid="join" onClick={() => void join('another')} />
        </>
      );
    };
    await Promise.all([people.bob.login(), people.carol.login()]);
    people.server.overrides.set('call.start', () => 'silence');
    await show(
      people.alice,
      <>
        <CallKit />
        <Call />
        <View />
      </>,
    );
    await click('start');
    await click('again');
    expect(see('call').textContent).toContain('Calling Bob Example');
    people.server.overrides.delete('call.start');
    await settle(10_000); // it is sent again
    await act(() => people.bob.engine.accept());
    await settle();
    await click('mute');
    for (const other of ['again', 'join']) {
      await click(other);
      expect(see('call').dataset).toMatchObject({ status: 'connected' });
      expect(see('mute').getAttribute('aria-label')).toBe('Unmute');
      expect(people.alice.media.log.at(-1)).toBe('closeMicrophone');
    }
  });

  test('makes no sound where none is wanted', async () => {
    await people.bob.login();
    await show(
      people.alice,
      <>
        <CallKit />
        <Call />
      </>,
      { ringtone: false },
    );
    await click('start');
    expect(sounds()).toEqual([]);
  });

  test('to a group says how far it got with each', async () => {
    await call(['bob', 'carol']);
    expect(see('ringing-carol')).toBeTruthy();
    await act(() => people.carol.engine.reject());
    await settle();
    expect(see('ringing-carol').textContent).toContain('carol declined');
    await act(() => people.bob.engine.accept());
    await settle();
    expect(see('call').dataset).toMatchObject({ status: 'connected', layout: 'pair' });
  });

  test('is muted by its button and by its key, and the engine does it', async () => {
    await connect();
    await click('mute');
    expect(people.alice.media.log.at(-1)).toBe('closeMicrophone');
    expect(see('mute').getAttribute('aria-label')).toBe('Unmute');
    fireEvent.keyDown(see('call'), { key: 'm' });
    await settle();
    expect(people.alice.media.log.at(-1)).toBe('openMicrophone');
    fireEvent.keyDown(see('call'), { key: 'c' });
    await settle();
    expect(people.alice.media.log.at(-1)).toBe('closeCamera');
    fireEvent.keyDown(see('call'), { key: 'm', ctrlKey: true });
    await settle();
    expect(people.alice.media.log.at(-1)).toBe('closeCamera');
    fireEvent.keyDown(see('call'), { key: 'H', shiftKey: true });
    await settle();
    expect(see('end-card').dataset).toMatchObject({ reason: 'hung_up' });
  });

  test('goes on without a microphone that was denied, says what to do, and tries again', async () => {
    const denied = new CallError(ErrorCode.PERMISSION_DENIED, 'no');
    const open = vi.spyOn(people.alice.engine, 'openMicrophone').mockRejectedValueOnce(denied);
    await connect();
    const notice = see('notice-microphone');
    expect(notice.getAttribute('role')).toBe('alert');
    expect(notice.textContent).toContain('may not use the microphone');
    expect(see('mute').getAttribute('aria-label')).toBe('Unmute');
    fireEvent.click(within(notice).getByText('Try again'));
    await settle();
    expect(open).toHaveBeenCalledTimes(2);
    gone('notice-microphone');
    expect(see('mute').getAttribute('aria-label')).toBe('Mute');
  });

  test('shows a screen large, and whose it is', async () => {
    await connect();
    act(() => people.alice.media.listener?.onScreen('bob', true));
    await settle();
    expect(see('call').dataset).toMatchObject({ layout: 'speaker' });
    expect(see('screen-bob').dataset).toMatchObject({ featured: 'true' });
    expect(people.alice.media.log).toContain('showRemote bob screen');
    expect(see('announce').textContent).toBe('Bob Example shares their screen');
    act(() => people.alice.media.listener?.onScreen('bob', false));
    await settle();
    gone('screen-bob');
    expect(people.alice.media.log).toContain('hideRemote bob screen');
  });

  test('says who speaks, how good networks are, and who leaves', async () => {
    await connect();
    await act(() => people.alice.engine.inviteUser({ userIDList: ['carol'] }));
    await act(() => people.carol.engine.accept());
    await settle();
    expect(see('call').dataset).toMatchObject({ layout: 'grid' });
    act(() => {
      people.alice.media.listener?.onVolumes({ volumeMap: [{ userId: 'carol', audioVolume: 60 }] });
      people.alice.media.listener?.onQuality({ networkQualityList: [{ userId: 'bob', quality: 4 }] });
    });
    expect(see('tile-carol').dataset).toMatchObject({ speaking: 'true' });
    expect(see('tile-bob').dataset).toMatchObject({ speaking: 'false' });
    expect(within(see('tile-bob')).getByRole('img').getAttribute('aria-label')).toBe('Poor connection');
    await click('layout');
    expect(see('tile-carol').dataset).toMatchObject({ featured: 'true' });
    await click('pin-bob');
    expect(see('tile-bob').dataset).toMatchObject({ featured: 'true' });
    await act(() => people.carol.engine.hangup());
    await settle();
    expect(see('announce').textContent).toBe('carol left');
    expect(see('call').dataset).toMatchObject({ layout: 'pair' });
  });

  test('is made small, moved with the keys, and opened again', async () => {
    await connect();
    fireEvent(see('overlay'), new Event('cancel', { cancelable: true }));
    await settle();
    gone('call');
    const small = see('floating');
    expect(small.dataset).toMatchObject({ x: 'right', y: 'bottom' });
    fireEvent.keyDown(see('move'), { key: 'ArrowUp' });
    fireEvent.keyDown(see('move'), { key: 'ArrowLeft' });
    expect(small.dataset).toMatchObject({ x: 'left', y: 'top' });
    await click('move');
    expect(small.dataset).toMatchObject({ x: 'left', y: 'bottom' });
    await click('restore');
    expect(see('call').dataset).toMatchObject({ status: 'connected' });
    gone('floating');
  });

  test('is dropped into the corner that is nearest in what the page leaves free', async () => {
    await connect();
    fireEvent(see('overlay'), new Event('cancel', { cancelable: true }));
    await settle();
    const small = see('floating');
    small.style.scrollMarginBottom = `${innerHeight / 2}px`; // a bar of the page
    const handle = small.getElementsByClassName('rl-floating-picture')[0] ?? small;
    const drop = (top: number) => {
      handle.getBoundingClientRect = () => DOMRect.fromRect({ x: innerWidth - 280, y: top, width: 280, height: 160 });
      fireEvent.pointerDown(handle, { button: 0, clientX: 0, clientY: 0 });
      fireEvent.pointerMove(handle, { clientX: 0, clientY: 50 });
      fireEvent.pointerUp(handle);
      return small.dataset.y;
    };
    expect(drop(innerHeight / 4 - 60)).toBe('bottom');
    expect(drop(innerHeight / 4 - 100)).toBe('top');
  });

  test('asks more people in', async () => {
    await connect();
    await click('invite');
    gone('invite-bob'); // is in it
    await click('invite-carol');
    fireEvent.change(see('invite-input'), { target: { value: 'erin' } });
    await click('invite-add');
    expect(see('invite-send').textContent).toBe('Call 2 people');
    await click('invite-send');
    gone('invite-sheet');
    expect(people.server.log.findLast(({ method }) => method === 'call.invite')?.data.users).toEqual(['carol', 'erin']);
    expect(see('tile-carol').dataset).toMatchObject({ state: 'ringing' });
  });

  test('whose sound the browser holds back has a button for it', async () => {
    await connect();
    act(() => people.alice.media.listener?.onState('blocked'));
    await click('resume-audio');
    expect(people.alice.media.log.at(-1)).toBe('resumeAudio');
  });

  test('says that the connection is lost, until it is back', async () => {
    await connect();
    people.server.up = false;
    people.server.cut('alice');
    await settle(100);
    expect(see('banner-connection').textContent).toContain('reconnecting');
    people.server.up = true;
    await settle(20_000);
    gone('banner-connection');
    expect(see('call').dataset).toMatchObject({ status: 'connected' });
  });

  test('offers what is done to picture and voice', async () => {
    await connect();
    await click('devices');
    await click('background-2');
    await click('noise-suppression');
    await click('resolution-1080p');
    expect(people.alice.media.log.slice(-3)).toEqual([
      expect.stringMatching(/^setBackground/),
      'suppressNoise true',
      'setVideoQuality 1080p',
    ]);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    gone('device-menu');
    expect(document.activeElement).toBe(see('devices'));
  });

  test('that the server refuses says why', async () => {
    people.server.overrides.set('call.start', () => ({ error: { code: 1012, message: 'forbidden' } }));
    await call();
    gone('call');
    expect(see('notice-action').textContent).toContain('This app does not allow that.');
  });
});

test('devices are listed and chosen before there is a call', async () => {
  const device = { deviceId: 'c2', deviceName: 'Desk camera', label: 'Desk camera', groupId: '' };
  vi.spyOn(people.alice.engine, 'getDeviceList').mockImplementation((kind) =>
    Promise.resolve(kind === 'camera' ? [{ ...device, deviceId: 'c1', label: '' }, device] : []),
  );
  await show(people.alice, <DeviceSettings />);
  const cameras = see('choose-camera') as HTMLSelectElement;
  expect([...cameras.options].map(({ text }) => text)).toEqual(['Not in use', 'Camera 1', 'Desk camera']);
  fireEvent.change(cameras, { target: { value: 'c2' } });
  await settle();
  expect(people.alice.media.log).toContain('use camera c2');
  expect(cameras.value).toBe('c2');
  expect(people.alice.media.capturing).toBe(false);
});

describe('a picture', () => {
  const pictures: Record<string, string> = {
    bob: '/avatars/bob.svg',
    carol: 'https://tracker.test/carol.png',
    dave: 'javascript:alert(1)',
    erin: `${location.origin}/erin.png`,
    frank: 'http://calls.test.tracker.test/frank.png',
  };
  const seen = async (avatars?: Avatars) => {
    people.server.overrides.set('profiles.get', ({ users }) => ({
      profiles: (users as string[]).map((user) => ({ user, avatar: pictures[user] })),
    }));
    const view = await show(
      people.alice,
      Object.keys(pictures).map((user) => <Avatar key={user} user={user} />),
      { avatars },
    );
    return [...view.container.querySelectorAll('img')].map((image) => image.getAttribute('src'));
  };

  test('of another host is not shown: it would learn who looks', async () => {
    expect(await seen()).toEqual(['http://calls.test/avatars/bob.svg', pictures.erin]);
  });

  test('of any host is shown where the app says so, and no other address', async () => {
    expect(await seen('any')).toEqual([
      'http://calls.test/avatars/bob.svg',
      pictures.carol,
      pictures.erin,
      pictures.frank,
    ]);
  });

  test('is judged by the app where it wants to', async () => {
    expect(await seen((url) => url.startsWith('https://tracker.test/') || url.startsWith('javascript:'))).toEqual([
      pictures.carol,
    ]);
  });
});

describe('the history', () => {
  const entry = (id: string, more = {}) => ({
    id,
    media: 'audio',
    caller: 'bob',
    role: 'callee',
    started_at: 1_763_999_000_000,
    ended_at: 1_763_999_030_000,
    result: 'no_answer',
    reason: 'no_answer',
    users: ['bob'],
    ...more,
  });

  test('is empty at first', async () => {
    await show(people.alice, <CallHistory />);
    expect(see('history').textContent).toContain('No calls yet');
    await click('history-missed');
    expect(see('history').textContent).toContain('No missed calls');
    expect(people.server.log.at(-1)?.data).toMatchObject({ missed: true, limit: 20 });
  });

  test('comes a page at a time, says what was missed, and calls back', async () => {
    people.server.overrides.set('calls.history', ({ cursor }) =>
      cursor === undefined
        ? { calls: [entry('one', { missed: true })], next: 'more' }
        : { calls: [entry('two', { answered: true, talk: 61_000, media: 'video', role: 'caller', caller: 'alice' })] },
    );
    await show(
      people.alice,
      <>
        <CallHistory />
        <CallKit />
      </>,
    );
    expect(see('past-one').textContent).toMatch(/Bob Example.*Missed call/);
    await click('history-more');
    expect(see('past-two').textContent).toContain('1 min 1 sec');
    gone('history-more');
    await click('past-video-two');
    expect(people.server.calls.only()).toMatchObject({ caller: 'alice', media: 'video' });
    expect(see('past-voice-one')).toHaveProperty('disabled', true); // one call at a time
  });

  test('says who canceled', async () => {
    const canceled = { result: 'canceled', reason: 'canceled' };
    people.server.overrides.set('calls.history', () => ({
      calls: [entry('in', canceled), entry('out', { ...canceled, role: 'caller', caller: 'alice' })],
    }));
    await show(people.alice, <CallHistory />);
    expect(see('past-in').textContent).toContain('Incoming, Bob Example canceled the call');
    expect(see('past-out').textContent).toContain('Outgoing, Call canceled');
  });

  test('says of a group what this user did, not who declined last', async () => {
    const group = { group: true, users: ['bob', 'carol'], result: 'rejected', reason: 'rejected' };
    people.server.overrides.set('calls.history', () => ({
      calls: [
        entry('declined', { ...group, own_reason: 'rejected' }),
        entry('busy', { ...group, own_reason: 'busy' }),
        entry('over', { ...group, own_reason: 'call_over' }),
        entry('went-on', { ...group, reason: 'hung_up', own_reason: 'rejected' }),
        entry('canceled', { ...group, reason: 'canceled', own_reason: 'call_over' }),
        entry('old-server', group),
      ],
    }));
    await show(people.alice, <CallHistory />);
    const texts = [
      ['declined', 'You declined'],
      ['busy', 'You were busy'],
      ['over', 'No answer'],
      ['went-on', 'You declined'],
      ['canceled', 'Bob Example canceled the call'],
      ['old-server', 'You declined'],
    ] as const;
    for (const [id, text] of texts) expect(see(`past-${id}`).textContent).toContain(`Incoming, ${text}`);
  });

  test('does not say of a group that all did what the last one did', async () => {
    const group = { role: 'caller', caller: 'alice', group: true, users: ['bob', 'carol'] };
    people.server.overrides.set('calls.history', () => ({
      calls: [
        entry('declined', { ...group, result: 'rejected', reason: 'rejected' }),
        entry('busy', { ...group, result: 'busy', reason: 'busy' }),
        entry('one', { ...group, users: ['bob'], result: 'rejected', reason: 'rejected' }),
      ],
    }));
    await show(people.alice, <CallHistory />);
    const texts = [
      ['declined', 'Nobody joined'],
      ['busy', 'Nobody joined'],
      ['one', 'Bob Example declined'],
    ] as const;
    for (const [id, text] of texts) expect(see(`past-${id}`).textContent).toContain(`Outgoing, ${text}`);
  });

  test('shows users who are named as what every object has', async () => {
    people.server.overrides.set('calls.history', () => ({
      calls: ['__proto__', 'constructor'].map((user) => entry(user, { caller: user, users: [user] })),
    }));
    await show(people.alice, <CallHistory />);
    expect(see('past-__proto__').textContent).toContain('__proto__');
    expect(see('past-constructor').textContent).toContain('constructor');
  });

  test('comes anew after a call', async () => {
    await people.bob.login();
    await show(people.alice, <CallHistory />);
    const asked = () => people.server.count('calls.history');
    const before = asked();
    await act(() => people.bob.engine.calls({ userIDList: ['alice'], type: 1 }));
    await act(() => people.bob.engine.hangup());
    await settle();
    expect(asked()).toBe(before + 1);
  });

  test('that cannot be had says why, and is asked for again', async () => {
    people.server.overrides.set('calls.history', () => ({ error: { code: 1012, message: 'no' } }));
    await show(people.alice, <CallHistory />);
    expect(screen.getByRole('alert').textContent).toContain('does not allow');
    people.server.overrides.set('calls.history', () => ({ calls: [entry('one')] }));
    fireEvent.click(screen.getByText('Try again'));
    await settle();
    expect(see('past-one')).toBeTruthy();
  });
});
