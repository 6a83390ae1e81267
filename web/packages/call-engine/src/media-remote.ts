import { Track, type RemoteParticipant, type Room } from 'livekit-client';
import type { Drawing, MediaListener } from './media';
import type { ObjectFit, ViewSource } from './types';
import { VideoView } from './video-view';

interface Available {
  video: boolean;
  audio: boolean;
  screen: boolean;
}

interface Shown {
  user: string;
  source: ViewSource;
  view: VideoView;
}

const trackSource = { camera: Track.Source.Camera, screen: Track.Source.ScreenShare } as const;
const nothing: Available = { video: false, audio: false, screen: false };

type RemoteListener = Pick<MediaListener, 'onVideo' | 'onAudio' | 'onScreen'> & { onFrame(): void };

/** What the others send: says when it comes and goes, plays voices and sounds, shows cameras and screens where asked to. */
export class RemoteMedia {
  readonly #listener: RemoteListener;
  readonly #views = new Map<string, Shown>();
  readonly #available = new Map<string, Available>();
  readonly #sounds = new Map<Track, HTMLMediaElement>();
  readonly #drawings = new Map<string | undefined, Drawing>();
  #muted = false;

  /** @param listener onFrame: a picture was drawn, the first in its view */
  constructor(listener: RemoteListener) {
    this.#listener = listener;
  }

  show(
    user: string,
    parent: HTMLElement,
    source: ViewSource,
    fit: ObjectFit,
    from: RemoteParticipant | undefined,
  ): void {
    this.hide(user, source);
    const view = new VideoView(parent, fit);
    view.draw({ ...this.#drawings.get(undefined), ...this.#drawings.get(user), fit });
    view.onFrame(() => this.#listener.onFrame());
    this.#views.set(key(user, source), { user, source, view });
    if (from) this.refresh(from);
  }

  hide(user: string, source: ViewSource): void {
    this.#views.get(key(user, source))?.view.remove();
    this.#views.delete(key(user, source));
  }

  /** Draws a user's pictures so, or everybody's, now and in later views. */
  draw(user: string | undefined, how: Drawing): void {
    this.#drawings.set(user, { ...this.#drawings.get(user), ...how });
    for (const shown of this.#views.values()) {
      if (user === undefined || shown.user === user) shown.view.draw(how);
    }
  }

  /** Looks again at what a participant sends. */
  refresh(participant: RemoteParticipant): void {
    const user = participant.identity;
    const on = (source: Track.Source) => participant.getTrackPublication(source)?.isMuted === false;
    this.#tell(user, {
      video: on(Track.Source.Camera),
      audio: on(Track.Source.Microphone),
      screen: on(Track.Source.ScreenShare),
    });
    for (const shown of this.#views.values()) {
      if (shown.user !== user) continue;
      const source = trackSource[shown.source];
      shown.view.show(on(source) ? participant.getTrackPublication(source)?.videoTrack : undefined);
    }
  }

  gone(user: string): void {
    for (const shown of this.#views.values()) if (shown.user === user) shown.view.show(undefined);
    this.#tell(user, nothing);
    this.#available.delete(user);
  }

  play(track: Track): void {
    if (track.kind !== Track.Kind.Audio || this.#sounds.has(track)) return;
    const element = track.attach();
    element.muted = this.#muted;
    this.#sounds.set(track, element);
  }

  silence(track: Track): void {
    const element = this.#sounds.get(track);
    if (element) track.detach(element).remove();
    this.#sounds.delete(track);
  }

  /** Plays nothing here until it is told otherwise. Said nothing, as it was told last. */
  mute(muted = this.#muted): void {
    this.#muted = muted;
    for (const element of this.#sounds.values()) element.muted = muted;
  }

  /** Everybody is gone, as the room is. Views stay for the next room. */
  reset(): void {
    for (const track of [...this.#sounds.keys()]) this.silence(track);
    for (const user of [...this.#available.keys()]) this.gone(user);
  }

  /** Nothing is shown any more, and what the next call plays can be heard. */
  clear(): void {
    this.reset();
    for (const { user, source } of [...this.#views.values()]) this.hide(user, source);
    this.#drawings.clear();
    this.#muted = false;
  }

  /** Looks at everybody in a room that was just entered. */
  enter(room: Room): void {
    for (const participant of room.remoteParticipants.values()) {
      for (const { track } of participant.audioTrackPublications.values()) if (track) this.play(track);
      this.refresh(participant);
    }
  }

  #tell(user: string, now: Available): void {
    const was = this.#available.get(user) ?? nothing;
    this.#available.set(user, now);
    if (was.video !== now.video) this.#listener.onVideo(user, now.video);
    if (was.audio !== now.audio) this.#listener.onAudio(user, now.audio);
    if (was.screen !== now.screen) this.#listener.onScreen(user, now.screen);
  }
}

function key(user: string, source: ViewSource): string {
  return `${source} ${user}`;
}
