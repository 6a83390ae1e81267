import type { CallEngine } from '@ringline/call-engine';
import { isDenied } from './explain';
import { isInside } from './state';
import type { Action, State } from './state';
import type { Store } from './store';
import { rememberWish } from './wish';

type Dispatch = (action: Action) => void;

/**
 * Opens and closes microphone, camera and screen as the user wishes, for as long as they are in a call. What cannot be
 * opened becomes a notice, and the wish is taken back.
 */
export class Capture {
  readonly #engine: CallEngine;
  readonly #store: Store<State>;
  readonly #dispatch: Dispatch;
  /** The call that is captured for, and what was last asked of the engine there. */
  #call = '';
  #asked = { microphone: false, camera: false, screen: false };
  #view: HTMLElement | undefined;
  /** Whether the latest of each worked. */
  readonly done = {
    microphone: Promise.resolve(true),
    camera: Promise.resolve(true),
    screen: Promise.resolve(true),
  };

  constructor(engine: CallEngine, store: Store<State>, dispatch: Dispatch) {
    this.#engine = engine;
    this.#store = store;
    this.#dispatch = dispatch;
  }

  /** To be called whenever the state may have changed. */
  readonly follow = (): void => {
    const state = this.#store.get();
    const call = isInside(state) ? (state.call?.id ?? '') : '';
    if (call !== this.#call) {
      this.#call = call;
      this.#asked = { microphone: false, camera: false, screen: false }; // what was open stopped with its call
    }
    if (call === '') return;
    const { microphone, camera, screen } = state;
    const asked = this.#asked;
    this.#asked = { microphone, camera, screen };
    if (microphone !== asked.microphone) this.#microphone(microphone);
    if (camera !== asked.camera) this.#camera(camera);
    if (screen !== asked.screen) this.#screen(screen);
    if (microphone !== asked.microphone || camera !== asked.camera) rememberWish(state.me, state);
  };

  /** Shows the user's own camera in an element, until the returned function is called. */
  show(view: HTMLElement): () => void {
    this.#view = view;
    if (this.#asked.camera) this.#camera(true);
    return () => {
      if (this.#view === view) this.#view = undefined;
    };
  }

  #microphone(on: boolean): void {
    const work = on ? this.#engine.openMicrophone() : this.#engine.closeMicrophone();
    this.done.microphone = this.#judge('microphone', on, work);
  }

  #camera(on: boolean): void {
    const work = on ? this.#engine.openCamera(this.#view) : this.#engine.closeCamera();
    this.done.camera = this.#judge('camera', on, work);
  }

  #screen(on: boolean): void {
    if (!on && !this.#store.get().screens.has(this.#store.get().me)) return; // it stopped by itself
    const work = on ? this.#engine.startScreenShare({ audio: true }) : this.#engine.stopScreenShare();
    this.done.screen = this.#judge('screen', on, work);
  }

  #judge(kind: 'microphone' | 'camera' | 'screen', on: boolean, work: Promise<unknown>): Promise<boolean> {
    const call = this.#call;
    return work.then(
      () => true,
      (error: unknown) => {
        // What could not be closed was not open; and nobody asks any more once the call is over.
        if (!on || this.#call !== call) return false;
        this.#asked[kind] = false;
        this.#dispatch(kind === 'screen' ? { type: 'screen', on: false } : { type: 'wish', wish: { [kind]: false } });
        if (kind !== 'screen' || !isDenied(error)) this.#dispatch({ type: 'notice', notice: { kind, error } });
        return false;
      },
    );
  }
}
