import type { MediaClient, MediaListener, MediaLoader } from '../media';
import type { CallStats } from '../wire';

/** A media client that only notes what it is asked to do, and lets a test say what happens in the room. */
export class FakeMedia {
  /** Such as `join wss://host ticket`, `openCamera`, `leave`. */
  readonly log: string[] = [];
  /** The next joins fail with these. */
  readonly failures: Error[] = [];
  /** The engine's ears, once it has asked for a client. */
  listener: MediaListener | undefined;
  joined = false;
  /** Happens as a room is entered. */
  whenJoined: () => void = () => undefined;
  /** No packets get through, and the room does not know. */
  dead = false;
  /** Whether a camera or microphone was opened and not put out. */
  capturing = false;
  /** What it reports as it leaves a room. */
  farewell: CallStats | undefined;

  /** Give this to the engine as its media loader. */
  readonly load: MediaLoader = (listener) => {
    this.listener = listener;
    return Promise.resolve(this.#client);
  };

  /** The room is lost without having been left. */
  lose(reason = 'server_shutdown'): void {
    this.joined = false;
    this.listener?.onLost(reason);
  }

  readonly #client: MediaClient = {
    join: (url, token) => {
      this.log.push(`join ${url} ${token}`);
      const failure = this.failures.shift();
      if (failure) return Promise.reject(failure);
      this.joined = true;
      this.dead = false;
      this.whenJoined();
      return Promise.resolve();
    },
    alive: () => this.joined && !this.dead,
    leave: () => {
      if (this.joined) this.log.push('leave');
      if (this.joined && this.farewell) this.listener?.onReport(this.farewell);
      this.joined = false;
      this.capturing = false;
    },
    close: () => {
      this.log.push('close');
    },
    openCamera: () => this.#capture('openCamera'),
    closeCamera: () => this.#note('closeCamera'),
    openMicrophone: () => this.#capture('openMicrophone'),
    closeMicrophone: () => this.#note('closeMicrophone'),
    startScreen: (audio) => this.#capture(`startScreen${audio ? ' with sound' : ''}`),
    stopScreen: () => this.#note('stopScreen'),
    showRemote: (user, _view, source) => {
      this.log.push(`showRemote ${user}${source === 'camera' ? '' : ` ${source}`}`);
    },
    hideRemote: (user, source) => {
      this.log.push(`hideRemote ${user}${source === 'camera' ? '' : ` ${source}`}`);
    },
    draw: (user, how) => {
      this.log.push(`draw ${user ?? 'all'} ${JSON.stringify(how)}`);
    },
    devices: () => Promise.resolve([]),
    use: (kind, deviceId) => this.#note(`use ${kind} ${deviceId}`),
    face: (position) => this.#note(`face ${position}`),
    setVideoQuality: (quality) => this.#note(`setVideoQuality ${quality}`),
    setBackground: (background) => this.#note(`setBackground ${Object.values(background).join(' ')}`),
    suppressNoise: (on) => this.#note(`suppressNoise ${String(on)}`),
    resumeAudio: () => this.#note('resumeAudio'),
    muteRemote: (mute) => {
      this.log.push(`muteRemote ${String(mute)}`);
    },
  };

  #capture(what: string): Promise<void> {
    this.capturing = true;
    return this.#note(what);
  }

  #note(what: string): Promise<void> {
    this.log.push(what);
    return Promise.resolve();
  }
}
