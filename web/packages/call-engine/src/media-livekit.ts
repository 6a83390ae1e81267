import {
  ConnectionQuality,
  DisconnectReason,
  RemoteParticipant,
  Room,
  RoomEvent,
  setLogLevel,
  type Participant,
} from 'livekit-client';
import { ErrorCode, NetworkQuality } from './constants';
import { CallError } from './errors';
import { LocalCapture } from './media-capture';
import { RemoteMedia } from './media-remote';
import type { MediaClient, MediaListener } from './media';
import type { DeviceInfo, DeviceKind, DevicesEvent, ObjectFit } from './types';

const browserKind = { camera: 'videoinput', microphones: 'audioinput', speaker: 'audiooutput' } as const;

const qualities: Record<ConnectionQuality, NetworkQuality> = {
  [ConnectionQuality.Unknown]: NetworkQuality.UNKNOWN,
  [ConnectionQuality.Excellent]: NetworkQuality.EXCELLENT,
  [ConnectionQuality.Good]: NetworkQuality.GOOD,
  [ConnectionQuality.Poor]: NetworkQuality.POOR,
  [ConnectionQuality.Lost]: NetworkQuality.DISCONNECTED,
};

function sendError(cause: unknown): CallError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CallError(ErrorCode.UNKNOWN, `camera or microphone could not be sent: ${why}`, '', { cause });
}

/** Media over LiveKit. A participant's identity is the user's name. */
export class LiveKitMedia implements MediaClient {
  readonly #listener: MediaListener;
  readonly #capture = new LocalCapture();
  readonly #remote: RemoteMedia;
  readonly #quality = new Map<string, NetworkQuality>();
  readonly #closed = new AbortController();
  #room: Room | undefined;
  #speaker = '';

  constructor(listener: MediaListener) {
    setLogLevel('silent'); // what matters of it is told in events
    this.#listener = listener;
    this.#remote = new RemoteMedia(listener);
    if ('mediaDevices' in navigator) {
      const { mediaDevices } = navigator;
      mediaDevices.addEventListener('devicechange', () => void this.#tellDevices(), { signal: this.#closed.signal });
    }
  }

  async join(url: string, token: string): Promise<void> {
    this.#drop();
    // Tracks outlive a room that was lost: the next one gets them.
    const room = new Room({ adaptiveStream: true, dynacast: true, stopLocalTrackOnUnpublish: false });
    this.#room = room;
    this.#listen(room);
    const { engine } = room;
    try {
      await room.connect(url, token);
      if (this.#speaker) await room.switchActiveDevice('audiooutput', this.#speaker);
    } catch (error) {
      if (this.#room === room) this.#drop();
      // It makes a peer connection before it knows whether it gets in, and forgets it when it does not (2.23).
      void engine.cleanupPeerConnections();
      const why = error instanceof Error ? error.message : String(error);
      throw new CallError(ErrorCode.ENTER_ROOM_FAIL, `the media room could not be entered: ${why}`, '', {
        cause: error,
      });
    }
    if (this.#room !== room) return; // left meanwhile
    this.#remote.enter(room);
    // Not waited for: a camera may be opening, and the browser asking the user about it.
    this.#capture.sendTo(room).catch((error: unknown) => {
      if (this.#room === room) this.#listener.onError(sendError(error));
    });
  }

  leave(): void {
    this.#capture.stop();
    this.#remote.clear();
    this.#drop();
  }

  close(): void {
    this.#closed.abort();
  }

  async openCamera(view: HTMLElement | undefined): Promise<void> {
    await this.#capture.openCamera(view);
    await this.#tellDevices();
  }

  closeCamera(): Promise<void> {
    return this.#capture.closeCamera();
  }

  async openMicrophone(): Promise<void> {
    await this.#capture.openMicrophone();
    await this.#tellDevices();
  }

  closeMicrophone(): Promise<void> {
    return this.#capture.closeMicrophone();
  }

  showRemote(user: string, view: HTMLElement, fit: ObjectFit): void {
    this.#remote.show(user, view, fit, this.#room?.remoteParticipants.get(user));
  }

  hideRemote(user: string): void {
    this.#remote.hide(user);
  }

  async devices(kind: DeviceKind): Promise<DeviceInfo[]> {
    try {
      const all = await navigator.mediaDevices.enumerateDevices();
      return all
        .filter((device) => device.kind === browserKind[kind])
        .map(({ deviceId, label, groupId }) => ({ deviceId, deviceName: label, label, groupId }));
    } catch (error) {
      throw new CallError(ErrorCode.GET_DEVICE_LIST_FAIL, 'the browser does not tell its devices', '', {
        cause: error,
      });
    }
  }

  async use(kind: DeviceKind, deviceId: string): Promise<void> {
    if (kind === 'speaker') {
      this.#speaker = deviceId;
      await this.#room?.switchActiveDevice('audiooutput', deviceId);
    } else {
      await this.#capture.use(kind === 'camera' ? 'camera' : 'microphone', deviceId);
    }
    await this.#tellDevices();
  }

  async resumeAudio(): Promise<void> {
    await this.#room?.startAudio();
  }

  #listen(room: Room): void {
    const refresh = (_: unknown, participant: Participant) => {
      if (participant instanceof RemoteParticipant) this.#remote.refresh(participant);
    };
    room
      .on(RoomEvent.ParticipantConnected, (participant) => this.#remote.refresh(participant))
      .on(RoomEvent.ParticipantDisconnected, ({ identity }) => {
        this.#remote.gone(identity);
        this.#quality.delete(identity);
      })
      .on(RoomEvent.TrackPublished, refresh)
      .on(RoomEvent.TrackUnpublished, refresh)
      .on(RoomEvent.TrackMuted, refresh)
      .on(RoomEvent.TrackUnmuted, refresh)
      .on(RoomEvent.TrackSubscribed, (track, _, participant) => {
        this.#remote.play(track);
        this.#remote.refresh(participant);
      })
      .on(RoomEvent.TrackUnsubscribed, (track, _, participant) => {
        this.#remote.silence(track);
        this.#remote.refresh(participant);
      })
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) => {
        const volumeMap = speakers.map((p) => ({
          userId: p.identity,
          audioVolume: Math.round(Math.min(1, p.audioLevel) * 100),
        }));
        this.#listener.onVolumes({ volumeMap });
      })
      .on(RoomEvent.ConnectionQualityChanged, (quality, { identity }) => {
        this.#quality.set(identity, qualities[quality]);
        const networkQualityList = [...this.#quality].map(([userId, q]) => ({ userId, quality: q }));
        this.#listener.onQuality({ networkQualityList });
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, (playing: boolean) =>
        this.#listener.onState(playing ? 'connected' : 'blocked'),
      )
      .on(RoomEvent.Reconnecting, () => this.#listener.onState('reconnecting'))
      .on(RoomEvent.Reconnected, () => this.#listener.onState('connected'))
      .on(RoomEvent.Disconnected, (reason) => {
        if (this.#room !== room) return;
        this.#drop();
        this.#listener.onLost(reason === undefined ? 'connection lost' : DisconnectReason[reason].toLowerCase());
      });
  }

  /** Lets go of the room, not of what is captured. */
  #drop(): void {
    const room = this.#room;
    this.#room = undefined;
    this.#capture.detach();
    this.#remote.reset();
    this.#quality.clear();
    void room?.disconnect(false);
  }

  async #tellDevices(): Promise<void> {
    const [microphoneList, cameraList] = await Promise.all([this.devices('microphones'), this.devices('camera')]);
    const event: DevicesEvent = {
      microphoneList,
      cameraList,
      currentMicrophoneID: this.#capture.current('microphone'),
      currentCameraID: this.#capture.current('camera'),
    };
    this.#listener.onDevices(event);
  }
}
