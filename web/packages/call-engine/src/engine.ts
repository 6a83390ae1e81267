import { Client } from './client';
import { ErrorCode, TUICallEvent } from './constants';
import { claimDeviceId, type DeviceId } from './device-id';
import { Emitter } from './emitter';
import { CallError } from './errors';
import type { Fired } from './events';
import { Log } from './log';
import { OWN, type MediaClient, type MediaLoader } from './media';
import { blurOf, drawingOf, imageOf, positionOf, qualityOf } from './media-params';
import { elementOf, invalid, mediaOf, othersOf, ringTime, startData } from './params';
import type {
  CallEngine,
  CallInfo,
  CallsOptions,
  CameraPosition,
  CreateInstanceOptions,
  DeviceInfo,
  DeviceKind,
  EventName,
  InviteUserOptions,
  JoinOptions,
  Listener,
  LoginOptions,
  ScreenShareOptions,
  StartRemoteViewOptions,
  StopRemoteViewOptions,
  SwitchDeviceOptions,
  VideoQuality,
  VideoRenderParams,
  ViewTarget,
} from './types';

/** Parts that tests replace. */
export interface EngineParts {
  /** A WebSocket class to use instead of the browser's. */
  websocket?: unknown;
  /** Makes the media client; LiveKit's, loaded when it is needed, if left out. */
  media?: MediaLoader;
}

const loadLiveKit: MediaLoader = async (listener, effects) =>
  new (await import('./media-livekit')).LiveKitMedia(listener, effects);

const deviceKinds: Record<SwitchDeviceOptions['deviceType'], DeviceKind> = {
  camera: 'camera',
  video: 'camera',
  microphones: 'microphones',
  microphone: 'microphones',
  audio: 'microphones',
  speaker: 'speaker',
};

/** The documented engine: its names, its checks and its numbers over {@link Client}. */
export class TUICallEngine implements CallEngine {
  static #instance: TUICallEngine | undefined;

  readonly #options: CreateInstanceOptions;
  readonly #parts: EngineParts;
  readonly #log = new Log();
  readonly #emitter = new Emitter(this.#log);
  #device: DeviceId | undefined;
  #client: Client | undefined;
  /** A login, a logout that is under way. */
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /** The page's one engine. The same one until destroyInstance, whatever the later options say. */
  static createInstance(options: CreateInstanceOptions): TUICallEngine {
    return (TUICallEngine.#instance ??= new TUICallEngine(options));
  }

  /** For tests; pages use {@link createInstance}. */
  constructor(options: CreateInstanceOptions, parts: EngineParts = {}) {
    if (!Number.isInteger(options.SDKAppID) || options.SDKAppID <= 0) throw invalid('SDKAppID: a number is needed');
    this.#options = options;
    this.#parts = parts;
  }

  async login(options: LoginOptions): Promise<void> {
    const { userID, userSig, getUserSig } = options;
    if (!userID || !userSig) throw invalid('login: userID and userSig are needed');
    if (this.#closing) await this.#closing;
    if (this.#opening) throw new CallError(ErrorCode.REQUEST_REPEATED, 'login: under way already');
    if (this.#client?.self.user === userID) {
      this.#client.renew(userSig);
      return;
    }
    if (this.#client) throw refused(`login: ${this.#client.self.user} is logged in, log out first`);
    const client = this.#makeClient(userID, userSig, getUserSig);
    this.#client = client; // a listener of the first events may want to act already
    this.#opening = client.open();
    try {
      await this.#opening;
    } catch (error) {
      this.#forget(client);
      throw error;
    } finally {
      this.#opening = undefined;
    }
    this.#fire({ name: TUICallEvent.SDK_READY, payload: undefined });
  }

  async logout(): Promise<void> {
    const client = this.#client;
    if (client) this.#closing ??= this.#close(client);
    await this.#closing;
  }

  async destroyInstance(): Promise<void> {
    await this.logout();
    this.#emitter.clear();
    this.#device?.release();
    this.#device = undefined;
    if (TUICallEngine.#instance === this) TUICallEngine.#instance = undefined;
  }

  on<K extends EventName>(event: K, listener: Listener<K>, context?: unknown): void {
    this.#emitter.add(event, listener, context);
  }

  once<K extends EventName>(event: K, listener: Listener<K>, context?: unknown): void {
    this.#emitter.add(event, listener, context, true);
  }

  off<K extends EventName>(event: K, listener: Listener<K>, context?: unknown): void {
    this.#emitter.remove(event, listener, context);
  }

  setLogLevel(level: number): void {
    this.#log.level = level;
  }

  async calls(options: CallsOptions): Promise<{ callId: string }> {
    const client = this.#online();
    return { callId: await client.start(startData(options, client.self.user)) };
  }

  async join({ callId }: JoinOptions): Promise<void> {
    if (!callId) throw invalid('join: callId is needed');
    await this.#online().join(callId);
  }

  async accept(): Promise<void> {
    await this.#online().accept();
  }

  async reject(): Promise<void> {
    await this.#online().reject();
  }

  async hangup(): Promise<void> {
    await this.#online().hangup();
  }

  async inviteUser({ userIDList, timeout }: InviteUserOptions): Promise<string[]> {
    const client = this.#online();
    return client.invite(othersOf(userIDList, client.self.user), ringTime(timeout));
  }

  async switchCallMediaType(type: number): Promise<void> {
    await this.#online().switchMedia(mediaOf(type));
  }

  async openCamera(view?: ViewTarget): Promise<void> {
    const element = view === undefined ? undefined : elementOf(view);
    await this.#mediaOfCall((media) => media.openCamera(element));
  }

  async closeCamera(): Promise<void> {
    await this.#media((media) => media.closeCamera());
  }

  async openMicrophone(): Promise<void> {
    await this.#mediaOfCall((media) => media.openMicrophone());
  }

  async closeMicrophone(): Promise<void> {
    await this.#media((media) => media.closeMicrophone());
  }

  async startRemoteView({ userID, videoViewDomID, options }: StartRemoteViewOptions): Promise<void> {
    const element = elementOf(videoViewDomID);
    const source = options?.source ?? 'camera';
    const fit = options?.objectFit ?? (source === 'screen' ? 'contain' : 'cover');
    await this.#mediaOfCall((media) => media.showRemote(userID, element, source, fit));
  }

  async stopRemoteView({ userID, source }: StopRemoteViewOptions): Promise<void> {
    await this.#media((media) => media.hideRemote(userID, source ?? 'camera'));
  }

  async getDeviceList(kind: DeviceKind): Promise<DeviceInfo[]> {
    return this.#media((media) => media.devices(kind));
  }

  async switchDevice({ deviceType, deviceId }: SwitchDeviceOptions): Promise<void> {
    const kind = deviceKinds[deviceType] as DeviceKind | undefined;
    if (!kind) throw invalid(`deviceType: ${deviceType} is none of ${Object.keys(deviceKinds).join(', ')}`);
    await this.#media((media) => media.use(kind, deviceId));
  }

  setSelfInfo(): Promise<void> {
    return Promise.reject(unsupported('setSelfInfo: Ringline keeps no profiles yet'));
  }

  enableMultiDeviceAbility(): Promise<void> {
    const why = 'whether users may have several devices is a setting of the app on the server';
    return Promise.reject(unsupported(`enableMultiDeviceAbility: ${why}`));
  }

  getCall(): CallInfo | null {
    return this.#client?.info() ?? null;
  }

  async getOnlineUsers(): Promise<string[]> {
    return this.#online().online();
  }

  serverNow(): number {
    return this.#client?.now() ?? Date.now();
  }

  getSelf(): { userID: string; deviceID: string } | null {
    const self = this.#client?.self;
    return self ? { userID: self.user, deviceID: self.device } : null;
  }

  async resumeAudio(): Promise<void> {
    await this.#media((media) => media.resumeAudio());
  }

  async muteAllRemoteAudio(mute: boolean): Promise<void> {
    await this.#media((media) => media.muteRemote(mute));
  }

  async startScreenShare({ audio, view }: ScreenShareOptions = {}): Promise<void> {
    const element = view === undefined ? undefined : elementOf(view);
    await this.#mediaOfCall((media) => media.startScreen(audio ?? true, element));
  }

  async stopScreenShare(): Promise<void> {
    await this.#media((media) => media.stopScreen());
  }

  async switchCamera(position: CameraPosition): Promise<void> {
    const side = positionOf(position);
    await this.#media((media) => media.face(side));
  }

  async setVideoQuality(quality: VideoQuality): Promise<void> {
    const known = qualityOf(quality);
    await this.#media((media) => media.setVideoQuality(known));
  }

  async setVideoRenderParams(params: VideoRenderParams): Promise<void> {
    const how = drawingOf(params);
    const user = params.userID === this.#online().self.user ? OWN : params.userID;
    await this.#media((media) => media.draw(user, how));
  }

  async setBlurBackground(level: number): Promise<void> {
    const background = blurOf(level);
    await this.#media((media) => media.setBackground(background));
  }

  async setVirtualBackground(imagePath: string): Promise<void> {
    const background = imageOf(imagePath);
    await this.#media((media) => media.setBackground(background));
  }

  async enableAIVoice(enable: boolean): Promise<void> {
    await this.#media((media) => media.suppressNoise(enable));
  }

  #makeClient(user: string, token: string, getToken: (() => Promise<string>) | undefined): Client {
    this.#device ??= this.#options.deviceID
      ? { id: this.#options.deviceID, release: () => undefined }
      : claimDeviceId();
    const client: Client = new Client(
      {
        server: this.#options.serverUrl ?? location.origin,
        app: this.#options.SDKAppID,
        user,
        device: this.#device.id,
        token,
        getToken,
        websocket: this.#parts.websocket,
        media: this.#parts.media ?? loadLiveKit,
        log: this.#log,
      },
      (fired) => {
        this.#fire(fired);
      },
      () => {
        this.#forget(client);
      },
    );
    return client;
  }

  async #close(client: Client): Promise<void> {
    try {
      await client.close();
      await this.#opening?.catch(() => undefined); // told to whoever logged in
    } finally {
      this.#forget(client);
      this.#closing = undefined;
    }
  }

  #forget(client: Client): void {
    if (this.#client === client) this.#client = undefined;
  }

  #fire(fired: Fired): void {
    const { name, payload } = fired;
    this.#log.debug(name, payload);
    this.#emitter.emit(name, payload);
    if (name === TUICallEvent.ON_CALL_NOT_CONNECTED) this.#emitter.emit(TUICallEvent.ON_CALL_CANCELED, payload);
  }

  #online(): Client {
    if (!this.#client) throw new CallError(ErrorCode.INIT_FAIL, 'log in first');
    return this.#client;
  }

  /** Uses the media client. What is asked for first is done first, also while the client is being loaded. */
  async #media<T>(use: (media: MediaClient) => T): Promise<Awaited<T>> {
    return await use(await this.#online().link.client());
  }

  /** For what is captured or shown in a call. It ends with the call, so it must not begin without one. */
  #mediaOfCall<T>(use: (media: MediaClient) => T): Promise<Awaited<T>> {
    const { call } = this.#online();
    if (!call) throw refused('this device is in no call');
    return this.#media((media) => {
      if (this.#client?.call?.id !== call.id) throw refused('the call is over');
      return use(media);
    });
  }
}

function refused(text: string): CallError {
  return new CallError(ErrorCode.REQUEST_REFUSED, text);
}

function unsupported(text: string): CallError {
  return new CallError(ErrorCode.PACKAGE_NOT_SUPPORTED, text);
}
