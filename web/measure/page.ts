import { TUICallEngine, TUICallEvent, TUICallType } from '@ringline/call-engine';

export interface Login {
  /** Origin of the server. */
  server: string;
  app: number;
  user: string;
  userSig: string;
}

/** A bare page around the engine: does what it is told, and notes when something happened. Times are ms since 1970, with fractions. */
export interface Bench {
  login(as: Login): Promise<void>;
  /** Forgets what was noted, calls somebody, and returns the call's id. */
  call(user: string): Promise<string>;
  /** Waits until it rings, and forgets what was noted before. */
  rings(): Promise<void>;
  /** Accepts, and returns when that began. */
  accept(): Promise<number>;
  /** When the first sound of somebody else was there to be heard. */
  heard(): Promise<number>;
  /** When the call was over for this page. */
  ended(): Promise<number>;
}

declare global {
  interface Window {
    bench: Bench;
  }
  /** Of Chromium; TypeScript does not know it yet. */
  class MediaStreamTrackProcessor {
    constructor(init: { track: MediaStreamTrack });
    readonly readable: ReadableStream<AudioData>;
  }
}

/** Root mean square from which on a piece of sound is no silence. What the measurement sends has 0.1 and more. */
const AUDIBLE = 0.005;

/** The first time of something. */
class Moment {
  readonly at: Promise<number>;
  #note: (at: number) => void = () => undefined;

  constructor() {
    this.at = new Promise((resolve) => (this.#note = resolve));
  }

  readonly now = () => {
    this.#note(now());
  };
}

let engine: TUICallEngine;
let heard = new Moment();
let ended = new Moment();
let rings = new Moment();

function now(): number {
  return performance.timeOrigin + performance.now();
}

function forget(): void {
  heard = new Moment();
  ended = new Moment();
}

/** Listens to a track until there is something to hear: what the decoder gives out, 10 ms at a time. */
async function listen(track: MediaStreamTrack, moment: Moment): Promise<void> {
  const pieces = new MediaStreamTrackProcessor({ track }).readable.getReader();
  for (;;) {
    const { value, done } = await pieces.read();
    if (done) return;
    const samples = new Float32Array(value.numberOfFrames);
    value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    value.close();
    if (Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length) < AUDIBLE) continue;
    moment.now();
    await pieces.cancel();
    return;
  }
}

window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    this.addEventListener('track', ({ track }) => {
      if (track.kind === 'audio') void listen(track, heard);
    });
  }
};

window.bench = {
  async login({ server, app, user, userSig }) {
    engine = TUICallEngine.createInstance({ SDKAppID: app, serverUrl: server });
    engine.on(TUICallEvent.ON_CALL_RECEIVED, () => rings.now());
    engine.on(TUICallEvent.ON_CALL_END, () => ended.now());
    await engine.login({ userID: user, userSig });
  },
  async call(user) {
    forget();
    const { callId } = await engine.calls({ userIDList: [user], type: TUICallType.AUDIO_CALL });
    await engine.openMicrophone();
    return callId;
  },
  async rings() {
    await rings.at;
    rings = new Moment();
    forget();
  },
  async accept() {
    const at = now();
    await Promise.all([engine.accept(), engine.openMicrophone()]);
    return at;
  },
  heard: () => heard.at,
  ended: () => ended.at,
};
