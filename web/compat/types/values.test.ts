import { createRequire } from 'node:module';
import * as ours from '@ringline/call-engine';
import { describe, expect, test } from 'vitest';

/**
 * The documented engine as a page would load it, less the media and chat SDKs below it: they want a whole browser and
 * start timers. Nothing of it is run but what defines its names and numbers.
 */
function load(): Record<string, unknown> {
  const require = createRequire(import.meta.url);
  const stub: unknown = new Proxy(() => undefined, {
    get: (_, key) => (key === '__esModule' ? true : key === Symbol.toPrimitive ? () => '' : stub),
    apply: () => stub,
    construct: () => stub as object,
  });
  for (const name of ['trtc-sdk-v5', 'trtc-sdk-v5/plugins/video-effect/virtual-background', '@tencentcloud/chat']) {
    const file = require.resolve(name);
    require.cache[file] = { id: file, filename: file, loaded: true, exports: stub } as NodeJS.Module;
  }
  const classes = 'HTMLElement HTMLMediaElement HTMLVideoElement HTMLAudioElement HTMLCanvasElement MediaStreamTrack';
  const page: Record<string, unknown> = {
    window: globalThis,
    self: globalThis,
    location: { hostname: 'localhost', protocol: 'http:', href: 'http://localhost/' },
    navigator: { userAgent: '' },
    document: { createElement: () => stub },
    addEventListener: () => undefined,
  };
  for (const name of [...classes.split(' '), 'MediaStream']) page[name] = Object;
  for (const [name, value] of Object.entries(page)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return require('@tencentcloud/call-engine-js') as Record<string, unknown>;
}

/** What it prints, and the refusal of its WebAssembly part to start in Node, are no news. */
function quietly<T>(work: () => T): T {
  const { log, info, warn, error } = console;
  Object.assign(console, { log: () => 0, info: () => 0, warn: () => 0, error: () => 0 });
  process.on('unhandledRejection', () => undefined);
  try {
    return work();
  } finally {
    Object.assign(console, { log, info, warn, error });
  }
}

const theirs = quietly(load);
const mine: Record<string, unknown> = { ...ours };
const enums = Object.entries(theirs).filter(([, value]) => typeof value === 'object' && value !== null);
const classes = ['Rect', 'TRTCDeviceInfo', 'TRTCVideoEncParam', 'TRTCVolumeInfo'];

describe('against the documented engine', () => {
  test('every exported name is there', () => {
    expect(Object.keys(theirs).filter((name) => !(name in mine))).toEqual([]);
    expect(Object.keys(theirs).length).toBeGreaterThan(30);
  });

  test.each(enums)('%s has its members and their values', (name, value) => {
    expect(mine[name]).toMatchObject(value as object);
  });

  test('the enums are all looked at, those of the media SDK too', () => {
    expect(enums.map(([name]) => name)).toEqual(expect.arrayContaining(['TUICallEvent', 'TRTCVideoResolution']));
    expect(enums.length).toBeGreaterThan(20);
  });

  test.each(classes)('%s starts with the same fields', (name) => {
    const make = (from: Record<string, unknown>) => new (from[name] as new () => object)();
    expect({ ...make(mine) }).toEqual({ ...make(theirs) });
  });

  test('every event name that it uses is one that we know', () => {
    const known = new Set<string>(Object.values(ours.TUICallEvent));
    expect(Object.values(theirs.TUICallEvent as Record<string, string>).filter((name) => !known.has(name))).toEqual([]);
  });

  test('every method is one of ours', () => {
    const methods = Object.getOwnPropertyNames((theirs.TUICallEngine as { prototype: object }).prototype);
    const open = methods.filter((name) => !name.startsWith('_') && name !== 'JSCallNativeFunctionPromise');
    expect(open.filter((name) => !(name in ours.TUICallEngine.prototype))).toEqual([]);
    expect(open.length).toBeGreaterThan(35);
  });
});
