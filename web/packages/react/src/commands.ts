import type { CallEngine, DeviceKind } from '@ringline/call-engine';
import { typeOf } from './call';
import type { Media } from './call';
import type { Capture } from './capture';
import { listed } from './devices';
import type { Blur, Effects, Quality } from './devices';
import type { Profiles } from './profiles';
import { isInside } from './state';
import type { Action, Notice, State } from './state';
import type { Store } from './store';
import type { Wish } from './wish';

export interface StartOptions {
  /** Default audio. */
  media?: Media;
  /** Ring time in seconds; default the app's. */
  ring?: number;
  /** Text for the callees. */
  data?: string;
  /** Makes it a group call of that chat group. */
  chatGroup?: string;
}

const kinds: Record<'camera' | 'microphone' | 'speaker', DeviceKind> = {
  camera: 'camera',
  microphone: 'microphones',
  speaker: 'speaker',
};

/** What a user can do. None of these rejects: what goes wrong becomes a notice, and the answer says whether it worked. */
export class Commands {
  readonly #engine: CallEngine;
  readonly #store: Store<State>;
  readonly #dispatch: (action: Action) => void;
  readonly #capture: Capture;
  readonly #profiles: Profiles;
  #front = true;

  constructor(
    engine: CallEngine,
    store: Store<State>,
    dispatch: (action: Action) => void,
    capture: Capture,
    profiles: Profiles,
  ) {
    this.#engine = engine;
    this.#store = store;
    this.#dispatch = dispatch;
    this.#capture = capture;
    this.#profiles = profiles;
  }

  readonly start = async (users: string | readonly string[], options: StartOptions = {}): Promise<boolean> => {
    const userIDList = typeof users === 'string' ? [users] : [...users];
    const { media = 'audio', ring, data, chatGroup } = options;
    // Who calls while a silenced call rings is busy to the one who rings.
    if (this.#store.get().call?.state === 'incoming') await this.ignore();
    const dialing = { users: userIDList, media };
    const state = this.#store.get();
    // Within a call, or while another is dialed, the engine will refuse: that must not touch what is there.
    if (!isInside(state) && !state.dialing) this.#dispatch({ type: 'dial', dialing });
    const worked = await this.#try(
      this.#engine.calls({
        userIDList,
        type: typeOf(media),
        ...(ring !== undefined && { timeout: ring }),
        ...(data !== undefined && { userData: data }),
        ...(chatGroup !== undefined && { chatGroupID: chatGroup }),
      }),
    );
    if (!worked) this.#dispatch({ type: 'undial', dialing });
    return worked;
  };

  readonly callTo = (users: string | readonly string[], options?: StartOptions) => () =>
    void this.start(users, options);

  readonly join = (call: string): Promise<boolean> => {
    this.#wish({ microphone: true, camera: false });
    return this.#try(this.#engine.join({ callId: call }));
  };

  readonly invite = (users: readonly string[]): Promise<boolean> =>
    this.#try(this.#engine.inviteUser({ userIDList: [...users] }));

  readonly hangUp = (): Promise<boolean> => this.#try(this.#engine.hangup());

  readonly accept = ({ media }: { media?: Media } = {}): Promise<boolean> => {
    const video = (media ?? this.#store.get().call?.media) === 'video';
    this.#wish({ microphone: true, camera: video });
    return this.#try(this.#engine.accept());
  };

  readonly decline = (): Promise<boolean> => this.#try(this.#engine.reject());

  readonly ignore = (): Promise<boolean> => this.#try(this.#engine.ignore());

  readonly setMedia = (media: Media): Promise<boolean> => this.#try(this.#engine.switchCallMediaType(typeOf(media)));

  readonly setMicrophone = (on: boolean): Promise<boolean> => {
    this.#dispatch({ type: 'dismiss_notice', kind: 'microphone' });
    this.#dispatch({ type: 'wish', wish: { microphone: on } });
    return this.#capture.done.microphone;
  };

  readonly setCamera = (on: boolean): Promise<boolean> => {
    this.#dispatch({ type: 'dismiss_notice', kind: 'camera' });
    this.#dispatch({ type: 'wish', wish: { camera: on } });
    return this.#capture.done.camera;
  };

  readonly setScreen = (on: boolean): Promise<boolean> => {
    this.#dispatch({ type: 'dismiss_notice', kind: 'screen' });
    this.#dispatch({ type: 'screen', on });
    return this.#capture.done.screen;
  };

  readonly setMinimized = (on: boolean): void => this.#dispatch({ type: 'minimize', on });

  readonly dismiss = (): void => this.#dispatch({ type: 'dismiss' });

  readonly dismissNotice = (kind: Notice['kind']): void => this.#dispatch({ type: 'dismiss_notice', kind });

  readonly resumeAudio = (): Promise<boolean> => this.#try(this.#engine.resumeAudio());

  /** Asks once what devices there are; from then on they are told. Nothing is captured for it. */
  readonly listDevices = async (): Promise<void> => {
    const known = this.#store.get().devices;
    if (known.cameras.length + known.microphones.length > 0) return;
    const lists = ['camera', 'microphones', 'speaker'] as const;
    try {
      const [cameras, microphones, speakers] = await Promise.all(lists.map((kind) => this.#engine.getDeviceList(kind)));
      const devices = { cameras: listed(cameras), microphones: listed(microphones), speakers: listed(speakers) };
      this.#dispatch({ type: 'devices', devices });
    } catch {
      // The browser does not tell, or nobody is logged in any more. What is opened is told all the same.
    }
  };

  readonly select = async (kind: 'camera' | 'microphone' | 'speaker', id: string): Promise<boolean> => {
    const worked = await this.#try(this.#engine.switchDevice({ deviceType: kinds[kind], deviceId: id }));
    if (worked) this.#dispatch({ type: 'chosen', chosen: { [kind]: id } });
    return worked;
  };

  readonly flipCamera = async (): Promise<boolean> => {
    const worked = await this.#try(this.#engine.switchCamera(this.#front ? 'back' : 'front'));
    if (worked) this.#front = !this.#front;
    return worked;
  };

  readonly setBlur = (blur: Blur): Promise<boolean> =>
    this.#effect({ blur, background: '' }, () => this.#engine.setBlurBackground(blur));

  readonly setBackground = (background: string): Promise<boolean> =>
    this.#effect({ background, blur: 0 }, () => this.#engine.setVirtualBackground(background));

  readonly setNoiseSuppression = (on: boolean): Promise<boolean> =>
    this.#effect({ noiseSuppression: on }, () => this.#engine.enableAIVoice(on));

  readonly setQuality = (quality: Quality): Promise<boolean> =>
    this.#effect({ quality }, () => this.#engine.setVideoQuality(quality));

  readonly setProfile = (changes: { name?: string; avatar?: string }): Promise<boolean> =>
    this.#try(this.#profiles.change(this.#store.get().me, changes));

  /** For a call that is to be entered. From within another the engine will refuse: nobody must be unmuted there. */
  #wish(wish: Wish): void {
    if (!isInside(this.#store.get())) this.#dispatch({ type: 'wish', wish });
  }

  /** Shows it as chosen at once, and as it was if it cannot be had. */
  async #effect(effects: Partial<Effects>, work: () => Promise<unknown>): Promise<boolean> {
    const before = this.#store.get().effects;
    this.#dispatch({ type: 'effects', effects });
    const worked = await this.#try(work());
    if (!worked) this.#dispatch({ type: 'effects', effects: before });
    return worked;
  }

  async #try(work: Promise<unknown>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      this.#dispatch({ type: 'notice', notice: { kind: 'action', error } });
      return false;
    }
  }
}
