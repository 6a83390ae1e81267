import type { ObjectFit } from './types';

/** What can be shown in a video element: LiveKit's tracks, local and remote. */
interface Attachable {
  attach(element: HTMLMediaElement): HTMLMediaElement;
  detach(element: HTMLMediaElement): HTMLMediaElement;
}

/** A video element inside an element of the page, showing one track at a time. */
export class VideoView {
  readonly #video: HTMLVideoElement;
  #track: Attachable | undefined;

  constructor(parent: HTMLElement, fit: ObjectFit = 'cover') {
    this.#video = document.createElement('video');
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#video.muted = true; // voices are played apart
    Object.assign(this.#video.style, { width: '100%', height: '100%', objectFit: fit });
    parent.append(this.#video);
  }

  show(track: Attachable | undefined): void {
    if (track === this.#track) return;
    this.#track?.detach(this.#video);
    this.#track = track;
    track?.attach(this.#video);
  }

  remove(): void {
    this.show(undefined);
    this.#video.remove();
  }
}
