import {
  ConnectionState,
  DefaultReconnectPolicy,
  DisconnectReason,
  LocalParticipant,
  RemoteParticipant,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  type Participant,
  type TrackPublication,
} from 'livekit-client';
import { ErrorCode } from './constants';
import { CallError } from './errors';
import { OWN, type Background, type Drawing, type MediaClient, type MediaListener } from './media';
import { LocalCapture } from './media-capture';
import { currentSpeaker, deviceNamed, listDevices, attemptSpeaker } from './media-devices';
import { MediaMeter } from './media-meter';
import { RemoteMedia } from './media-remote';
import type { DeviceInfo, DeviceKind, ObjectFit, VideoQuality, ViewSource } from './types';

/** Plugging a headset in, or a hub out, changes several devices; the media library tries to help itself first. ms */
const SETTLED = 300;

/**
 * The library mends a short break by itself. What lasts longer needs a new ticket, and perhaps another server: it gives up
 * soon, and leaves the rest to who made it enter. Browsers open one WebSocket to a host at a time: an attempt that is stuck
 * must not be in the session's way for as long as the session waits itself.
 */
const MENDING = { reconnectPolicy: new DefaultReconnectPolicy([0, 300, 1_200]) };
const ENTERING = { websocketTimeout: 3_000, maxRetries: 0 };

/**
 * A room that was given to another server is left when those who are in it are in the other one, so that nobody sends where
 * somebody does not listen yet; how long that is waited for, and for the library to let go of it. The server closes it after 5 s. ms
 */
const TOGETHER = 3_000;
const LOOK = 20;
const LETTING_GO = 500;

function sendError(cause: unknown): CallError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CallError(ErrorCode.UNKNOWN, `camera or microphone could not be sent: ${why}`, '', { cause });
}

function enterError(cause: unknown): CallError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CallError(ErrorCode.ENTER_ROOM_FAIL, `the media room could not be entered: ${why}`, '', { cause });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Media over LiveKit. A participant's identity is the user's name. */
export class LiveKitMedia implements MediaClient {
  readonly #listener: MediaListener;
  readonly #capture: LocalCapture;
  readonly #remote: RemoteMedia;
  readonly #meter: MediaMeter;
  readonly #closed = new AbortController();
  #room: Room | undefined;
  /** The one that is being entered. */
  #next: Room | undefined;
  #speaker = '';
  /** What an administrator muted of this device. */
  readonly #taken = new Set<'camera' | 'microphone'>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** @param effects where the files of the effects are; ends in a slash */
  constructor(listener: MediaListener, effects: string) {
    setLogLevel('silent'); // what matters of it is told in events
    this.#listener = listener;
    this.#capture = new LocalCapture(effects, (available) => listener.onScreen(OWN, available));
    this.#meter = new MediaMeter(listener);
    this.#remote = new RemoteMedia({
      onVideo: (user, available) => listener.onVideo(user, available),
      onAudio: (user, available) => listener.onAudio(user, available),
      onScreen: (user, available) => listener.onScreen(user, available),
      onFrame: () => this.#meter.drawn(),
    });
    if ('mediaDevices' in navigator) {
      const { mediaDevices } = navigator;
      mediaDevices.addEventListener('devicechange', () => this.#devicesChanged(), { signal: this.#closed.signal });
    }
  }

  async join(url: string, token: string, since: number): Promise<void> {
    this.#abandon();
    if (this.#room && !(this.#flows() && this.#room.state === ConnectionState.Connected)) this.#forgo();
    // Tracks outlive a room that was lost: the next one gets them.
    const room = new Room({ ...MENDING, adaptiveStream: true, dynacast: true, stopLocalTrackOnUnpublish: false });
    this.#next = room;
    this.#listen(room);
    const { engine } = room;
    try {
      await room.connect(url, token, ENTERING);
      if (this.#speaker) await room.switchActiveDevice('audiooutput', this.#speaker);
    } catch (error) {
      if (this.#next === room) this.#next = undefined;
      void room.disconnect(false); // it may have been entered before that failed
      // It makes a peer connection before it knows whether it gets in, and forgets it when it does not (2.23).
      void engine.cleanupPeerConnections();
      throw enterError(error);
    }
    await this.#together(room);
    if (this.#next === room && room.state !== ConnectionState.Disconnected) await this.#drop();
    if (this.#next !== room) return; // left meanwhile
    this.#next = undefined;
    if (room.state === ConnectionState.Disconnected) throw enterError('it was lost again');
    this.#room = room;
    this.#meter.enter(room, since);
    this.#remote.enter(room);
    // Not waited for: a camera may be opening, and the browser asking the user about it.
    this.#capture.sendTo(room).catch((error: unknown) => {
      if (this.#room === room) this.#listener.onError(sendError(error));
    });
  }

  alive(): boolean {
    const { publisher, subscriber } = this.#room?.engine.pcManager ?? {};
    const states = [publisher?.getConnectionState(), subscriber?.getConnectionState()];
    return states.includes('connected') && !states.includes('disconnected') && !states.includes('failed');
  }

  /** As {@link alive}, but known sooner: the browser takes 5 s to find out that nobody is there. */
  #flows(): boolean {
    return this.alive() && !this.#meter.silent;
  }

  leave(): void {
    this.#capture.stop();
    this.#taken.clear();
    this.#remote.clear();
    this.#meter.end();
    this.#abandon();
    void this.#drop();
  }

  close(): void {
    clearTimeout(this.#settling);
    this.#closed.abort();
  }

  async openCamera(view: HTMLElement | undefined): Promise<void> {
    await this.#capture.inTurn((stopped) => this.#capture.camera.start(view, stopped));
    if (this.#taken.delete('camera')) this.#listener.onVideo(OWN, true);
    await this.#tellDevices();
  }

  async closeCamera(): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.camera.close());
  }

  async openMicrophone(): Promise<void> {
    await this.#capture.inTurn((stopped) => this.#capture.microphone.start(stopped));
    if (this.#taken.delete('microphone')) this.#listener.onAudio(OWN, true);
    await this.#tellDevices();
  }

  async closeMicrophone(): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.microphone.close());
  }

  async startScreen(audio: boolean, view: HTMLElement | undefined): Promise<void> {
    await this.#capture.inTurn((stopped) => this.#capture.screen.start(audio, view, stopped));
  }

  async stopScreen(): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.screen.stop());
  }

  showRemote(user: string, view: HTMLElement, source: ViewSource, fit: ObjectFit): void {
    this.#remote.show(user, view, source, fit, this.#room?.remoteParticipants.get(user));
  }

  hideRemote(user: string, source: ViewSource): void {
    this.#remote.hide(user, source);
  }

  draw(user: string | undefined, how: Drawing): void {
    if (user !== OWN) this.#remote.draw(user, how);
    if (user === OWN || user === undefined) this.#capture.camera.draw(how);
  }

  devices(kind: DeviceKind): Promise<DeviceInfo[]> {
    return listDevices(kind);
  }

  async use(kind: DeviceKind, deviceId: string): Promise<void> {
    if (kind === 'speaker') await this.#speakThrough(deviceId);
    else await this.#capture.inTurn(() => this.#capture[kind === 'camera' ? 'camera' : 'microphone'].use(deviceId));
    await this.#tellDevices();
  }

  async face(position: 'front' | 'back'): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.camera.face(position));
    await this.#tellDevices();
  }

  async setVideoQuality(quality: VideoQuality): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.camera.setQuality(quality));
  }

  async setBackground(background: Background): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.camera.setBackground(background));
  }

  async suppressNoise(on: boolean): Promise<void> {
    await this.#capture.inTurn(() => this.#capture.microphone.suppressNoise(on));
  }

  async resumeAudio(): Promise<void> {
    try {
      // Both at once: the click that allows it counts for what is begun in it.
      await Promise.all([this.#room?.startAudio(), this.#room?.startVideo()]);
    } catch (cause) {
      const text = 'resumeAudio: the browser wants it to be called from a click of the user';
      throw new CallError(ErrorCode.REQUEST_REFUSED, text, '', { cause });
    }
    this.#remote.mute(); // starting had switched them on
  }

  muteRemote(mute: boolean): void {
    this.#remote.mute(mute);
  }

  #listen(room: Room): void {
    const look = (participant: Participant) => {
      // A room that is left lets go of track after track. Nobody comes by that: they are all gone already.
      if (this.#room === room && participant instanceof RemoteParticipant) this.#remote.refresh(participant);
    };
    const refresh = (_: unknown, participant: Participant) => look(participant);
    room
      .on(RoomEvent.ParticipantConnected, look)
      .on(RoomEvent.ParticipantDisconnected, ({ identity }, reason) => {
        if (this.#room !== room) return; // in the other one they are there
        this.#remote.gone(identity);
        this.#meter.gone(identity, reason);
      })
      .on(RoomEvent.TrackPublished, refresh)
      .on(RoomEvent.TrackUnpublished, refresh)
      .on(RoomEvent.TrackMuted, (publication, participant) => {
        if (participant instanceof LocalParticipant) this.#ownMuted(publication);
        refresh(publication, participant);
      })
      .on(RoomEvent.TrackUnmuted, refresh)
      .on(RoomEvent.TrackSubscribed, (track, _, participant) => {
        this.#remote.play(track);
        look(participant);
      })
      .on(RoomEvent.TrackUnsubscribed, (track, _, participant) => {
        this.#remote.silence(track);
        look(participant);
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, (playing: boolean) =>
        this.#listener.onState(playing ? 'connected' : 'blocked'),
      )
      .on(RoomEvent.ConnectionStateChanged, (state) => {
        if (this.#room === room && this.#next && state !== ConnectionState.Connected) this.#forgo();
      })
      .on(RoomEvent.Reconnecting, () => this.#listener.onState('reconnecting'))
      .on(RoomEvent.Reconnected, () => this.#listener.onState('connected'))
      .on(RoomEvent.Disconnected, (reason) => {
        if (this.#room !== room) return; // whoever enters one is told by its failing
        void this.#drop();
        this.#listener.onLost(reason === undefined ? 'connection lost' : DisconnectReason[reason].toLowerCase());
      });
  }

  /**
   * Leaves the old room before the other one is entered. It may not come back: its connection would be made to where the room is
   * now, and each of the two would put the other out.
   */
  #forgo(): void {
    void this.#drop();
    this.#listener.onState('reconnecting');
  }

  /** Waits until all who are in the room that is left are in the one that is entered, if it still does. */
  async #together(room: Room): Promise<void> {
    const until = Date.now() + TOGETHER;
    const missing = () => {
      const there = this.#next === room && room.state !== ConnectionState.Disconnected;
      const old = there ? this.#room?.remoteParticipants.keys() : undefined;
      return [...(old ?? [])].some((user) => !room.remoteParticipants.has(user));
    };
    while (missing() && Date.now() < until) await sleep(LOOK);
  }

  /** Gives up entering a room. */
  #abandon(): void {
    void this.#next?.disconnect(false);
    this.#next = undefined;
  }

  /** Lets go of the room, not of what is captured: that can be sent into another one when this is done. */
  async #drop(): Promise<void> {
    const room = this.#room;
    this.#room = undefined;
    this.#capture.detach();
    this.#remote.reset();
    this.#meter.leave();
    if (room) await Promise.race([room.disconnect(false), sleep(LETTING_GO)]);
  }

  /** Not by this device's own doing: then nobody would have to be told. */
  #ownMuted({ source }: TrackPublication): void {
    const { camera, microphone } = this.#capture;
    if (source === Track.Source.Camera && camera.taken()) {
      this.#taken.add('camera');
      this.#listener.onVideo(OWN, false);
    }
    if (source === Track.Source.Microphone && microphone.taken()) {
      this.#taken.add('microphone');
      this.#listener.onAudio(OWN, false);
    }
    if (source === Track.Source.ScreenShare) void this.stopScreen();
  }

  async #speakThrough(deviceId: string): Promise<void> {
    await attemptSpeaker(async () => this.#room?.switchActiveDevice('audiooutput', deviceId));
    this.#speaker = deviceId;
  }

  #devicesChanged(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#settle(), SETTLED);
  }

  /** Goes over to other devices where those in use are gone, and tells. */
  async #settle(): Promise<void> {
    try {
      const [camera, microphone] = await Promise.all([this.devices('camera'), this.devices('microphones')]);
      const lost = await this.#capture.recover({ camera, microphone });
      for (const error of lost ?? []) this.#listener.onError(error);
      await this.#tellDevices();
    } catch (error) {
      if (error instanceof CallError) this.#listener.onError(error);
    }
  }

  async #tellDevices(): Promise<void> {
    const [microphoneList, cameraList, speakerList, currentMicrophoneID, currentCameraID] = await Promise.all([
      this.devices('microphones'),
      this.devices('camera'),
      this.devices('speaker'),
      this.#capture.current('microphone'),
      this.#capture.current('camera'),
    ]);
    if (this.#closed.signal.aborted) return;
    this.#listener.onDevices({
      microphoneList,
      cameraList,
      speakerList,
      currentMicrophoneID,
      currentCameraID,
      currentMicrophone: deviceNamed(microphoneList, currentMicrophoneID),
      currentCamera: deviceNamed(cameraList, currentCameraID),
      currentSpeaker: currentSpeaker(speakerList, this.#room?.getActiveDevice('audiooutput') ?? this.#speaker),
    });
  }
}
