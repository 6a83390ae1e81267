import { experimental } from './experimental';
import type { Log } from './log';

/** What the engine does for the cloud object. */
export interface CloudSource {
  resumeAudio(): Promise<void>;
  muteAllRemoteAudio(mute: boolean): Promise<void>;
  startScreenShare(): Promise<void>;
  stopScreenShare(): Promise<void>;
}

/** The browser wants a click before it plays the others; resume is to be called from one. */
export interface AutoPlayFailedEvent {
  resume: () => Promise<void>;
}

type CloudListener = (event: AutoPlayFailedEvent) => void;

/**
 * As much of the documented engine's media object as kits ask it for. It has one event, `onAutoPlayFailed`; listening to
 * others is no harm. It offers no transcription, so it has no getAITranscriberManager.
 */
export class Cloud {
  readonly #source: CloudSource;
  readonly #log: Log;
  #listeners: { listener: CloudListener; context: unknown }[] = [];

  constructor(source: CloudSource, log: Log) {
    this.#source = source;
    this.#log = log;
  }

  on(event: string, listener: CloudListener, context?: unknown): void {
    if (event !== 'onAutoPlayFailed') return;
    this.off(event, listener);
    this.#listeners.push({ listener, context });
  }

  off(event: string, listener?: CloudListener): void {
    if (event !== 'onAutoPlayFailed') return;
    this.#listeners = this.#listeners.filter((entry) => listener !== undefined && entry.listener !== listener);
  }

  muteAllRemoteAudio(mute: boolean): Promise<void> {
    return this.#source.muteAllRemoteAudio(mute);
  }

  startScreenCapture(): Promise<void> {
    return this.#source.startScreenShare();
  }

  stopScreenCapture(): Promise<void> {
    return this.#source.stopScreenShare();
  }

  /** As callExperimentalAPI of the engine. */
  async callExperimentalAPI(json: string): Promise<void> {
    await Promise.resolve();
    experimental(json);
  }

  /** Tells listeners that the browser wants a click first. */
  tellBlocked(): void {
    const resume = () => this.#source.resumeAudio();
    for (const { listener, context } of this.#listeners) {
      try {
        listener.call(context, { resume });
      } catch (error) {
        this.#log.error('a listener of onAutoPlayFailed failed', error);
      }
    }
  }
}
