import {
  ConnectionState,
  type LocalAudioTrack,
  type LocalTrack,
  type LocalVideoTrack,
  type Room,
  type TrackPublishOptions,
} from 'livekit-client';

type Sendable = LocalTrack | LocalVideoTrack | LocalAudioTrack;

/** The way out of this device: into a room while there is one, else into nothing. */
export class Outlet {
  #room: Room | undefined;

  /** From now on what is published gets into this room. */
  open(room: Room): void {
    this.#room = room;
  }

  close(): void {
    this.#room = undefined;
  }

  /**
   * Sends a track. One that is sent already stays as it is. What does not get into a room because that is being left has not
   * failed: the next room gets it. Unless it waited for the room's connection to mend: such a track the library stops later (2.23).
   */
  async publish(track: Sendable, options: TrackPublishOptions = {}): Promise<void> {
    const room = this.#room;
    const me = room?.localParticipant;
    if (!me || me.getTrackPublication(track.source)?.track === track) return;
    const whole = room.state === ConnectionState.Connected;
    try {
      await me.publishTrack(track as LocalTrack, options);
    } catch (error) {
      if (!whole || this.#room === room) throw error;
    }
  }

  /** Sends it no longer; it goes on capturing. */
  async unpublish(track: Sendable): Promise<void> {
    await this.#room?.localParticipant.unpublishTrack(track as LocalTrack, false);
  }
}
