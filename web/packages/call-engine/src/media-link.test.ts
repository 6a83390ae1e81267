import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ErrorCode } from './constants';
import { CallError, refusal } from './errors';
import { Log } from './log';
import { MediaLink } from './media-link';
import { FakeMedia } from './testing';

let media: FakeMedia;
let link: MediaLink;
let states: string[];
let errors: CallError[];
let silences: number;
let reports: string[];
let tickets: (() => Promise<string>)[];
let refused: string[];

const roomLost = new CallError(ErrorCode.ENTER_ROOM_FAIL, 'no way in');

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  media = new FakeMedia();
  states = [];
  errors = [];
  reports = [];
  silences = 0;
  tickets = [];
  refused = [];
  let made = 0;
  const log = new Log();
  log.level = 4;
  const nothing = () => undefined;
  link = new MediaLink(
    media.load,
    {
      mediaUrl: 'ws://here',
      effectsUrl: 'http://here/sdk/effects/',
      ticket: async (call) => {
        const token = await (tickets.shift() ?? (() => Promise.resolve(`${call}-${++made}`)))();
        return { token, room: 'r', expires_at: 0 };
      },
    },
    {
      onState: (state) => states.push(state),
      onError: (error) => errors.push(error),
      onRefused: (call, { word }) => refused.push(`${call} ${word}`),
      onReport: (call, { samples }) => reports.push(`${call} ${samples}`),
      onVideo: nothing,
      onScreen: nothing,
      onStatistics: nothing,
      onSilence: () => silences++,
      onAudio: nothing,
      onVolumes: nothing,
      onQuality: nothing,
      onDevices: nothing,
    },
    log,
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('enters once, however often it is told', async () => {
  link.enter('c');
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  link.enter('c');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(media.log).toEqual(['join ws://here c-1']);
  expect(states).toEqual(['connecting', 'connected']);
});

test('a lost room is entered again, each time with a new ticket and longer pauses', async () => {
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  media.failures.push(roomLost, roomLost);
  media.lose();
  await vi.advanceTimersByTimeAsync(299);
  expect(media.log).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(media.log).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(media.log).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(media.log).toEqual(['join ws://here c-1', 'join ws://here c-2', 'join ws://here c-3', 'join ws://here c-4']);
  expect(media.joined).toBe(true);
  expect(errors).toEqual([roomLost]); // told once, not at every try
});

test('P13: whoever has no right to a ticket any more stops asking', async () => {
  tickets.push(() => Promise.reject(refusal(1003, 'the call has ended')));
  link.enter('c');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.log).toEqual([]);
  expect(states).toEqual(['connecting', 'disconnected']);
  expect(refused).toEqual(['c ended']);
});

test('rooms that were lost together are not entered together', async () => {
  vi.mocked(Math.random).mockReturnValueOnce(0).mockReturnValueOnce(0.999);
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  media.lose();
  await vi.advanceTimersByTimeAsync(150);
  expect(media.log).toHaveLength(2);
  media.lose();
  await vi.advanceTimersByTimeAsync(448);
  expect(media.log).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(media.log).toHaveLength(3);
});

describe('media that is dead without the room being lost', () => {
  beforeEach(async () => {
    link.enter('c');
    await vi.advanceTimersByTimeAsync(0);
    states.length = 0;
  });

  test('is told within a second, and the room is entered anew 5 s later', async () => {
    media.dead = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(states).toEqual(['reconnecting']);
    expect(silences, 'whoever can do something about it hears of it').toBe(1);
    await vi.advanceTimersByTimeAsync(4_000 + 300);
    expect(media.log).toEqual(['join ws://here c-1', 'join ws://here c-2']);
    expect(states).toEqual(['reconnecting', 'connected']);
  });

  test('that lives again in time is left alone', async () => {
    media.dead = true;
    await vi.advanceTimersByTimeAsync(4_000);
    media.dead = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(media.log).toEqual(['join ws://here c-1']);
    expect(states).toEqual(['reconnecting', 'connected']);
  });

  test('is not waited for as long when the server was away', async () => {
    media.dead = true;
    link.check();
    await vi.advanceTimersByTimeAsync(2_000 + 300);
    expect(media.log).toEqual(['join ws://here c-1', 'join ws://here c-2']);
  });

  test('that lives again before a ticket could be had is left alone', async () => {
    let give: (token: string) => void = () => undefined;
    tickets.push(() => new Promise((resolve) => (give = resolve)));
    media.dead = true;
    await vi.advanceTimersByTimeAsync(60_000);
    media.dead = false;
    give('late');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(media.log).toEqual(['join ws://here c-1']);
    expect(states).toEqual(['reconnecting', 'connected']);
  });
});

test('an attempt that is stuck is begun again when the server was away', async () => {
  tickets.push(() => new Promise(() => undefined));
  link.enter('c');
  await vi.advanceTimersByTimeAsync(1_000);
  link.check();
  await vi.advanceTimersByTimeAsync(1_500 + 300);
  expect(media.joined).toBe(true);
});

test('an attempt that is under way when the server is back is not begun again', async () => {
  let give: (token: string) => void = () => undefined;
  tickets.push(() => new Promise((resolve) => (give = resolve)));
  link.enter('c');
  await vi.advanceTimersByTimeAsync(1_000);
  link.check();
  await vi.advanceTimersByTimeAsync(1_400);
  give('slow');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.log).toEqual(['join ws://here slow']);
});

test('a pause is cut short when the server is back', async () => {
  media.failures.push(roomLost, roomLost, roomLost);
  link.enter('c');
  await vi.advanceTimersByTimeAsync(1_300);
  expect(media.log).toHaveLength(3);
  link.check(); // in the pause of 2 s
  await vi.advanceTimersByTimeAsync(300);
  expect(media.joined).toBe(true);
});

test('a call that is over is not entered because an attempt was stuck', async () => {
  tickets.push(() => new Promise(() => undefined));
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  link.check();
  link.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.log).toEqual([]);
});

test('the browser holding back the sound is not told away by having entered', async () => {
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  media.listener?.onState('blocked');
  media.lose();
  media.whenJoined = () => media.listener?.onState('blocked');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(states).toEqual(['connecting', 'connected', 'blocked', 'reconnecting', 'blocked']);
});

test('a server that cannot answer now is asked again', async () => {
  tickets.push(() => Promise.reject(refusal(1014, 'not now')));
  link.enter('c');
  await vi.advanceTimersByTimeAsync(500);
  expect(media.joined).toBe(true);
});

test('P13: leaving works at any moment, also before the ticket is there', async () => {
  let give: (token: string) => void = () => undefined;
  tickets.push(() => new Promise((resolve) => (give = resolve)));
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  link.leave();
  give('late');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.log).toEqual([]);
  expect(states).toEqual(['connecting', 'disconnected']);
  expect(link.entered).toBe(false);
});

test('a room that is lost after the call is over stays lost', async () => {
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  link.leave();
  media.lose('room_deleted');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.log).toEqual(['join ws://here c-1', 'leave']);
});

test('a room that is lost because the call is over is not asked for again', async () => {
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  media.lose('room_deleted');
  await vi.advanceTimersByTimeAsync(200);
  link.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(media.log).toEqual(['join ws://here c-1']);
  expect(states).toEqual(['connecting', 'connected', 'disconnected']);
});

test('from one call straight into another', async () => {
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  link.enter('d');
  await vi.advanceTimersByTimeAsync(0);
  expect(media.log).toEqual(['join ws://here c-1', 'leave', 'join ws://here d-2']);
});

describe('a room that was given to another server', () => {
  beforeEach(async () => {
    link.enter('c', 0);
    await vi.advanceTimersByTimeAsync(0);
    states.length = 0;
  });

  test('is entered there at once, with a new ticket, also if the old one still does, and then nobody is told', async () => {
    link.enter('c', 0, 1);
    link.enter('c', 0, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(media.log).toEqual(['join ws://here c-1', 'join ws://here c-2']);
    expect(states).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(media.log).toHaveLength(2);
  });

  test('is not waited for any longer when the old one was lost before', async () => {
    media.failures.push(roomLost, roomLost);
    media.lose();
    await vi.advanceTimersByTimeAsync(1_300);
    expect(media.log).toHaveLength(3);
    link.enter('c', 0, 1); // in the pause of 2 s
    await vi.advanceTimersByTimeAsync(0);
    expect(media.log.at(-1)).toBe('join ws://here c-4');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(media.log).toHaveLength(4);
  });

  test('is tried on if it cannot be entered yet', async () => {
    media.failures.push(roomLost);
    media.dead = true;
    link.enter('c', 0, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(errors).toEqual([roomLost]);
    await vi.advanceTimersByTimeAsync(300);
    expect(media.log).toEqual(['join ws://here c-1', 'join ws://here c-2', 'join ws://here c-3']);
    expect(states).toEqual(['reconnecting', 'connected']);
  });

  test('says nothing about the next call', async () => {
    link.enter('c', 0, 2);
    await vi.advanceTimersByTimeAsync(0);
    link.enter('d', 0);
    await vi.advanceTimersByTimeAsync(0);
    link.enter('d', 0, 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(media.log.slice(-3)).toEqual(['leave', 'join ws://here d-3', 'join ws://here d-4']);
  });
});

test('reports are of the call that was measured, also the last one, which comes as it is left', async () => {
  link.enter('c');
  await vi.advanceTimersByTimeAsync(0);
  media.listener?.onReport({ samples: 1 });
  media.farewell = { samples: 2 };
  link.enter('d');
  await vi.advanceTimersByTimeAsync(0);
  media.farewell = { samples: 3 };
  link.leave();
  expect(reports).toEqual(['c 1', 'c 2', 'd 3']);
});
