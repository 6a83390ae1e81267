import { Track, type RemoteParticipant, type Room } from 'livekit-client';
import type { MediaListener } from './media';
import type { ObjectFit } from './types';
import { VideoView } from './video-view';

/** The others' cameras and voices: says when they come and go, plays the voices, shows the cameras where asked to. */
export class RemoteMedia {
  readonly #listener: Pick<MediaListener, 'onVideo' | 'onAudio'>;
  readonly #views = new Map<string, VideoView>();
  readonly #available = new Map<string, { video: boolean; audio: boolean }>();
  readonly #voices = new Map<Track, HTMLMediaElement>();

  constructor(listener: Pick<MediaListener, 'onVideo' | 'onAudio'>) {
    this.#listener = listener;
  }

  show(user: string, parent: HTMLElement, fit: ObjectFit, participant: RemoteParticipant | undefined): void {
    this.hide(user);
    this.#views.set(user, new VideoView(parent, fit));
    if (participant) this.refresh(participant);
  }

  hide(user: string): void {
    this.#views.get(user)?.remove();
    this.#views.delete(user);
  }

  /** Looks again at what a participant sends. */
  refresh(participant: RemoteParticipant): void {
    const user = participant.identity;
    const camera = participant.getTrackPublication(Track.Source.Camera);
    const voice = participant.getTrackPublication(Track.Source.Microphone);
    this.#tell(user, { video: camera?.isMuted === false, audio: voice?.isMuted === false });
    this.#views.get(user)?.show(camera?.isMuted === false ? camera.videoTrack : undefined);
  }

  gone(user: string): void {
    this.#views.get(user)?.show(undefined);
    this.#tell(user, { video: false, audio: false });
    this.#available.delete(user);
  }

  play(track: Track): void {
    if (track.kind === Track.Kind.Audio && !this.#voices.has(track)) this.#voices.set(track, track.attach());
  }

  silence(track: Track): void {
    const element = this.#voices.get(track);
    if (element) track.detach(element).remove();
    this.#voices.delete(track);
  }

  /** Everybody is gone, as the room is. Views stay for the next room. */
  reset(): void {
    for (const track of [...this.#voices.keys()]) this.silence(track);
    for (const user of [...this.#available.keys()]) this.gone(user);
  }

  /** Nothing is shown any more. */
  clear(): void {
    this.reset();
    for (const user of [...this.#views.keys()]) this.hide(user);
  }

  /** Looks at everybody in a room that was just entered. */
  enter(room: Room): void {
    for (const participant of room.remoteParticipants.values()) this.refresh(participant);
  }

  #tell(user: string, now: { video: boolean; audio: boolean }): void {
    const was = this.#available.get(user) ?? { video: false, audio: false };
    this.#available.set(user, now);
    if (was.video !== now.video) this.#listener.onVideo(user, now.video);
    if (was.audio !== now.audio) this.#listener.onAudio(user, now.audio);
  }
}
