import type { LocalAudioTrack, LocalVideoTrack } from 'livekit-client';
import { ErrorCode } from './constants';
import type { BackgroundEffect } from './effect-background';
import type { NoiseEffect } from './effect-noise';
import { CallError } from './errors';
import type { Background } from './media';
import { simd } from './simd';

/** The others wait for the picture or the voice meanwhile. ms */
const PATIENCE = 30_000;

/** What is behind the user, changed in the picture before it is sent. Its code is loaded at the first wish. */
export class VideoEffect {
  readonly #assets: string;
  #effect: BackgroundEffect | undefined;
  /** The track that the effect is on. */
  #on: LocalVideoTrack | undefined;

  /** @param assets where the files of the effects are; ends in a slash */
  constructor(assets: string) {
    this.#assets = assets;
  }

  /** Fails if it cannot be had in this browser. */
  async check(background: Background): Promise<void> {
    if (background.kind === 'real') return;
    const { cannot, loadImage } = await load(() => import('./effect-background'));
    const why = cannot();
    if (why) throw new CallError(ErrorCode.PACKAGE_NOT_SUPPORTED, `background: ${why}`);
    if (background.kind === 'image') await loadImage(background.url);
  }

  /** Shows this track so from now on, over restarts of it. Fails without having changed it. */
  async apply(track: LocalVideoTrack, background: Background): Promise<void> {
    if (background.kind === 'real') {
      this.forget();
      if (track.getProcessor()) await track.stopProcessor();
      return;
    }
    if (this.#effect && this.#on === track && track.getProcessor() === this.#effect.processor) {
      await this.#effect.change(background);
      return;
    }
    const { BackgroundEffect } = await load(() => import('./effect-background'));
    const effect = new BackgroundEffect(this.#assets, background);
    const start = track.setProcessor(effect.processor);
    try {
      await started('background', start);
    } catch (error) {
      // Nobody waits for it any more: if it comes up all the same it must not stay.
      const leave = () => (track.getProcessor() === effect.processor ? track.stopProcessor() : undefined);
      void start.then(leave).catch(() => undefined);
      throw error;
    }
    this.#effect = effect;
    this.#on = track;
  }

  /** The track was stopped, and the effect with it. */
  forget(): void {
    this.#effect = this.#on = undefined;
  }
}

/** What is not voice, taken out of the sound before it is sent. Its code is loaded at the first wish. */
export class AudioEffect {
  readonly #assets: string;
  #effect: NoiseEffect | undefined;

  constructor(assets: string) {
    this.#assets = assets;
  }

  /** Fails if it cannot be had in this browser. */
  check(): void {
    const lacks = typeof AudioWorkletNode === 'undefined' ? 'audio worklets' : simd() ? '' : 'WebAssembly SIMD';
    if (lacks) throw new CallError(ErrorCode.PACKAGE_NOT_SUPPORTED, `noise: this browser lacks ${lacks}`);
  }

  async apply(track: LocalAudioTrack, on: boolean): Promise<void> {
    if (!on) {
      if (track.getProcessor()) await track.stopProcessor();
      this.forget();
      return;
    }
    if (this.#effect && track.getProcessor() === this.#effect) return;
    const { NoiseEffect } = await load(() => import('./effect-noise'));
    this.#effect?.end();
    const effect = (this.#effect = new NoiseEffect(this.#assets));
    await started(
      'noise',
      (async () => {
        await effect.prepare();
        await track.setAudioContext(effect.context);
        await track.setProcessor(effect);
      })(),
    );
  }

  /** The track was stopped. */
  forget(): void {
    this.#effect?.end();
    this.#effect = undefined;
  }
}

async function load<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const text = 'effects: their code could not be loaded; is the network there?';
    throw new CallError(ErrorCode.UNKNOWN, text, '', { cause });
  }
}

async function started(what: string, start: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ready within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  try {
    await Promise.race([start, late]);
  } catch (cause) {
    if (cause instanceof CallError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CallError(ErrorCode.UNKNOWN, `${what}: the effect could not be started: ${why}`, '', { cause });
  } finally {
    clearTimeout(timer);
  }
}
