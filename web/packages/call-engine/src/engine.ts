import { Chat } from './chat';
import { Client } from './client';
import { Cloud } from './cloud';
import { ErrorCode, RinglineEvent, TUICallEvent } from './constants';
import { deviceChanges } from './device-changes';
import { claimDeviceId, type DeviceId } from './device-id';
import type {
  CallOptions,
  CallResult,
  DeviceCheckOptions,
  DevicePermission,
  GroupCallOptions,
  HangupResult,
  HistoryPage,
  HistoryQuery,
  InvitedUsers,
  JoinInGroupCallOptions,
  Profile,
  ReportEntry,
  Result,
  SelfInfo,
} from './documented-types';
import { Emitter } from './emitter';
import { CallError } from './errors';
import { repeatsOf } from './event-names';
import type { Fired } from './events';
import { experimental } from './experimental';
import { historyEntry } from './history';
import { Log } from './log';
import { OWN, type MediaClient, type MediaLoader } from './media';
import { blurOf, deviceKindOf, drawingOf, imageOf, positionOf, qualityOf, remoteDrawingOf } from './media-params';
import { appOf, elementOf, invalid, mediaOf, othersOf, ringTime, roomIs, startData } from './params';
import { Permission } from './permission';
import { Profiles } from './profiles';
import { hungUp, started, success } from './results';
import { serverAddress } from './server-address';
import type {
  AnyEventName,
  CallEngine,
  CallInfo,
  CallsOptions,
  CameraPosition,
  CreateInstanceOptions,
  DeviceInfo,
  DeviceType,
  DevicesEvent,
  InviteUserOptions,
  JoinOptions,
  Listener,
  LoginOptions,
  ScreenShareOptions,
  StartRemoteViewOptions,
  StopRemoteViewOptions,
  SwitchDeviceOptions,
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

/** The documented engine: its names, its checks and its numbers over {@link Client}. */
export class TUICallEngine implements CallEngine {
  static readonly className = 'TUICallEngine';
  /** The page's one engine, if there is one. */
  static instance: TUICallEngine | null = null;

  readonly #options: CreateInstanceOptions;
  readonly #app: number;
  readonly #parts: EngineParts;
  readonly #log = new Log();
  readonly #emitter = new Emitter(this.#log);
  readonly #permission = new Permission();
  readonly #profiles = new Profiles(
    async (users) => {
      const { profiles = [] } = await this.#online().ask('profiles.get', { users });
      return profiles;
    },
    () => this.serverOrigin(),
  );
  readonly #cloud: Cloud;
  readonly #chat: Chat;
  #devices: DevicesEvent | undefined;
  #device: DeviceId | undefined;
  #client: Client | undefined;
  /** A login, a logout that is under way. */
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /** The page's one engine. The same one until destroyInstance, whatever the later options say. */
  static createInstance(options: CreateInstanceOptions): TUICallEngine {
    return (TUICallEngine.instance ??= new TUICallEngine(options));
  }

  /** The documented engine is ready when it has loaded its parts. This one is, always: `ready` is heard at once. */
  static once(event: string, listener: () => void): void {
    if (event === 'ready') listener();
  }

  /** The documented engine is given its parts with it. This one needs none. */
  static readonly setModule: (module: unknown) => void = () => undefined;

  /** As {@link CallEngine.callExperimentalAPI}. */
  static async callExperimentalAPI(json: string): Promise<void> {
    await Promise.resolve();
    experimental(json);
  }

  /** Pages use {@link createInstance}. */
  constructor(options: CreateInstanceOptions, parts: EngineParts = {}) {
    this.#app = appOf(options);
    this.#options = options;
    this.#parts = parts;
    this.#cloud = new Cloud(this, this.#log);
    this.#chat = (options.tim as Chat | undefined) ?? this.#makeChat();
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
    this.#permission.watch();
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

  init(options: LoginOptions): Promise<void> {
    return this.login(options);
  }

  async logout(): Promise<void> {
    const client = this.#client;
    if (client) this.#closing ??= this.#close(client);
    await this.#closing;
  }

  async destroyInstance(): Promise<void> {
    await this.logout();
    this.#emitter.clear();
    this.#permission.close();
    this.#device?.release();
    this.#device = undefined;
    if (TUICallEngine.instance === this) TUICallEngine.instance = null;
  }

  on<K extends AnyEventName>(event: K, listener: Listener<K>, context?: unknown): void {
    this.#emitter.add(event, listener, context);
  }

  once<K extends AnyEventName>(event: K, listener: Listener<K>, context?: unknown): void {
    this.#emitter.add(event, listener, context, true);
  }

  off<K extends AnyEventName>(event: K, listener?: Listener<K>, context?: unknown): void {
    this.#emitter.remove(event, listener, context);
  }

  setLogLevel(level: number): void {
    this.#log.level = level;
  }

  async calls(options: CallsOptions): Promise<CallResult> {
    const client = this.#online();
    const data = startData(options, client.self.user);
    return started(await client.start(data, this.#microphoneAllowed()));
  }

  call({ userID, ...options }: CallOptions): Promise<CallResult> {
    return this.calls({ ...options, userIDList: [userID] });
  }

  groupCall({ groupID, ...options }: GroupCallOptions): Promise<CallResult> {
    return this.calls({ ...options, chatGroupID: groupID });
  }

  async joinInGroupCall(options: JoinInGroupCallOptions): Promise<void> {
    const { groupID } = options;
    const wanted = this.#online().find((call) => (groupID ? call.chat_group === groupID : roomIs(call, options)));
    if (!wanted) {
      const why = 'no running call of that group or room was heard of here; use join with its callId';
      throw new CallError(ErrorCode.CALL_NOT_FOUND, `joinInGroupCall: ${why}`);
    }
    await this.join({ callId: wanted.id });
  }

  async join({ callId }: JoinOptions): Promise<void> {
    if (!callId) throw invalid('join: callId is needed');
    await this.#online().join(callId, this.#microphoneAllowed());
  }

  async accept(): Promise<Result> {
    await this.#online().accept(this.#microphoneAllowed());
    return success();
  }

  async reject(): Promise<Result> {
    await this.#online().reject();
    return success();
  }

  async ignore(): Promise<Result> {
    await this.#online().reject(true);
    return success();
  }

  async hangup(): Promise<HangupResult> {
    await this.#online().hangup();
    return hungUp();
  }

  async inviteUser({ userIDList, timeout }: InviteUserOptions): Promise<InvitedUsers> {
    const client = this.#online();
    const invited = await client.invite(othersOf(userIDList, client.self.user), ringTime(timeout));
    return invited as InvitedUsers;
  }

  async switchCallMediaType(type: number): Promise<void> {
    await this.#online().switchMedia(mediaOf(type));
  }

  async openCamera(view?: ViewTarget, isFrontCamera?: boolean): Promise<void> {
    const element = view === undefined ? undefined : elementOf(view);
    await this.#capture('camera', async (media) => {
      const chosen = isFrontCamera === undefined ? undefined : media.face(isFrontCamera ? 'front' : 'back');
      await Promise.all([chosen, media.openCamera(element)]);
    });
  }

  async closeCamera(): Promise<void> {
    await this.#media((media) => media.closeCamera());
  }

  async openMicrophone(): Promise<void> {
    await this.#capture('microphone', (media) => media.openMicrophone());
  }

  async closeMicrophone(): Promise<void> {
    await this.#media((media) => media.closeMicrophone());
  }

  async startRemoteView({ userID, videoViewDomID, options = {} }: StartRemoteViewOptions): Promise<void> {
    const element = elementOf(videoViewDomID);
    const { source = 'camera' } = options;
    const { fit = source === 'screen' ? 'contain' : 'cover', ...how } = remoteDrawingOf(options);
    await this.#mediaOfCall((media) => {
      media.showRemote(userID, element, source, fit);
      if (Object.keys(how).length > 0) media.draw(userID, how);
    });
  }

  async stopRemoteView({ userID, source }: StopRemoteViewOptions): Promise<void> {
    await this.#media((media) => media.hideRemote(userID, source ?? 'camera'));
  }

  async getDeviceList(deviceType: DeviceType): Promise<DeviceInfo[]> {
    const kind = deviceKindOf(deviceType);
    return this.#media((media) => media.devices(kind));
  }

  async switchDevice({ deviceType, deviceId }: SwitchDeviceOptions): Promise<boolean> {
    const kind = deviceKindOf(deviceType);
    await this.#media((media) => media.use(kind, deviceId));
    return true;
  }

  async deviceCheck(devices: DeviceCheckOptions = { microphone: true }): Promise<boolean> {
    return this.#permission.check(devices);
  }

  getDevicePermission(): DevicePermission {
    return this.#permission.known();
  }

  setBeautyLevel(): Promise<void> {
    return Promise.reject(unsupported('setBeautyLevel: there is no such effect; see setBlurBackground'));
  }

  async setSelfInfo({ nickName, avatar }: SelfInfo): Promise<void> {
    const data = { ...(nickName === undefined ? {} : { name: nickName }), ...(avatar === undefined ? {} : { avatar }) };
    const { profile } = await this.#online().ask('profile.set', data);
    this.#profiles.take(profile);
  }

  enableMultiDeviceAbility(enabled: boolean): void {
    const wish = enabled ? 'several devices' : 'one device';
    this.#log.debug(`enableMultiDeviceAbility: ${wish} for each user is a setting of the app on the server`);
  }

  getTRTCCloudInstance(): Cloud {
    return this.#cloud;
  }

  get trtcCloud(): Cloud {
    return this.#cloud;
  }

  getTim(): Chat {
    return this.#chat;
  }

  get tim(): Chat {
    return this.#chat;
  }

  reportLog({ name, level, data, error }: ReportEntry): void {
    if (level === 'error') this.#log.error(name, data, error);
    else this.#log.debug(name, data, error);
  }

  callExperimentalAPI(json: string): Promise<void> {
    return TUICallEngine.callExperimentalAPI(json);
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

  serverOrigin(): string {
    return new URL(serverAddress(this.#options.serverUrl)).origin;
  }

  getSelf(): { userID: string; deviceID: string } | null {
    const self = this.#client?.self;
    return self ? { userID: self.user, deviceID: self.device } : null;
  }

  async resumeAudio(): Promise<void> {
    await this.#media((media) => media.resumeAudio());
  }

  getProfiles(userIDs: string[]): Promise<Profile[]> {
    return this.#profiles.get(userIDs);
  }

  async getCallHistory(query: HistoryQuery = {}): Promise<HistoryPage> {
    const { calls = [], next } = await this.#online().ask('calls.history', query);
    return { calls: calls.map(historyEntry), ...(next ? { next } : {}) };
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

  async setVideoQuality(quality: string): Promise<void> {
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

  #makeChat(): Chat {
    return new Chat({
      self: () => this.#online().self.user,
      profiles: (userIDs) => this.getProfiles(userIDs),
      call: () => this.getCall(),
      online: () => this.getOnlineUsers().catch(() => []),
    });
  }

  #makeClient(user: string, token: string, getToken: (() => Promise<string>) | undefined): Client {
    const device = this.#deviceOf(user);
    const client: Client = new Client(
      {
        server: this.serverOrigin(),
        app: this.#app,
        user,
        device,
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

  /** The same one at every login of a user. */
  #deviceOf(user: string): string {
    if (this.#options.deviceID) return this.#options.deviceID;
    if (this.#device?.user !== user) {
      this.#device?.release();
      this.#device = claimDeviceId(this.#app, user);
    }
    return this.#device.id;
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
    this.#emitter.emit(name, payload, repeatsOf(fired));
    if (name === RinglineEvent.MEDIA && payload.state === 'blocked') this.#cloud.tellBlocked();
    if (name === TUICallEvent.DEVICED_UPDATED) {
      const changes = deviceChanges(this.#devices, payload);
      this.#devices = payload;
      for (const change of changes) this.#emitter.emit(TUICallEvent.onDeviceChange, change);
    }
  }

  /** The documented engine calls and answers only with a microphone. Undefined where that does not matter. */
  #microphoneAllowed(): Promise<void> | undefined {
    const { requireMicrophone, callkitVersion } = this.#options;
    if (!(requireMicrophone ?? callkitVersion !== undefined)) return undefined;
    const allowed = this.#permission.microphoneRefused().then((refusal) => {
      if (refusal) throw refusal;
    });
    allowed.catch(() => undefined); // told to whoever waits for it, if anybody gets so far
    return allowed;
  }

  #online(): Client {
    if (!this.#client) throw new CallError(ErrorCode.INIT_FAIL, 'log in first');
    return this.#client;
  }

  /** Uses the media client. What is asked for first is done first, also while the client is being loaded. */
  async #media<T>(use: (media: MediaClient) => T): Promise<Awaited<T>> {
    return await use(await this.#online().link.client());
  }

  /** Opens a device for the call, and notes whether the browser let it. */
  async #capture(device: 'camera' | 'microphone', open: (media: MediaClient) => Promise<void>): Promise<void> {
    try {
      await this.#mediaOfCall(open);
      this.#permission.note(device, true);
    } catch (error) {
      if (error instanceof CallError && error.code === ErrorCode.PERMISSION_DENIED)
        this.#permission.note(device, false);
      throw error;
    }
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
