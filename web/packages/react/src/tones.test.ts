import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { play } from './tones';

/** Contexts that were made, and how many notes each has sounded. */
let contexts: { notes: number; closed: boolean }[] = [];

class FakeAudio {
  readonly #self = { notes: 0, closed: false };
  readonly currentTime = 0;
  readonly destination = {};

  constructor() {
    contexts.push(this.#self);
  }

  createGain() {
    return { connect: vi.fn(), gain: { setValueAtTime: vi.fn(), linearRampToValueAtTime: vi.fn() } };
  }

  createOscillator() {
    return { connect: vi.fn(), frequency: {}, start: () => this.#self.notes++, stop: vi.fn() };
  }

  close() {
    this.#self.closed = true;
    return Promise.resolve();
  }
}

function touched(hasBeenActive: boolean): void {
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { hasBeenActive } });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', FakeAudio);
  contexts = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('rings over and over until it is stopped', () => {
  touched(true);
  const stop = play('ring');
  const once = contexts[0]?.notes ?? 0;
  expect(once).toBeGreaterThan(0);
  vi.advanceTimersByTime(6_000);
  expect(contexts[0]?.notes).toBe(3 * once);
  stop();
  vi.advanceTimersByTime(6_000);
  expect(contexts).toEqual([{ notes: 3 * once, closed: true }]);
});

test('says once that it is over', () => {
  touched(true);
  play('ended');
  const once = contexts[0]?.notes;
  vi.advanceTimersByTime(6_000);
  expect(contexts[0]?.notes).toBe(once);
});

test('a page that nobody touched makes no sound, and no complaint, until somebody does', () => {
  touched(false);
  const stop = play('ring');
  expect(contexts).toEqual([]);
  dispatchEvent(new Event('pointerdown'));
  expect(contexts).toHaveLength(1);
  dispatchEvent(new Event('pointerdown'));
  expect(contexts).toHaveLength(1);
  stop();
});

test('a ring that stopped before the touch stays silent, and so does an end that is old by then', () => {
  touched(false);
  play('ring')();
  play('ended');
  dispatchEvent(new Event('keydown'));
  expect(contexts).toEqual([]);
});
