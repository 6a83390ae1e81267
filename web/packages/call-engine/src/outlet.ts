import type { LocalAudioTrack, LocalTrack, LocalVideoTrack, Room, TrackPublishOptions } from 'livekit-client';

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

  /** Sends a track. One that is sent already stays as it is. */
  async publish(track: Sendable, options: TrackPublishOptions = {}): Promise<void> {
    const me = this.#room?.localParticipant;
    if (me?.getTrackPublication(track.source)?.track === track) return;
    await me?.publishTrack(track as LocalTrack, options);
  }

  /** Sends it no longer; it goes on capturing. */
  async unpublish(track: Sendable): Promise<void> {
    await this.#room?.localParticipant.unpublishTrack(track as LocalTrack, false);
  }
}
