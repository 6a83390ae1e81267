import type { Drawing } from './media';
import type { ObjectFit } from './types';

/** What can be shown in a video element: LiveKit's tracks, local and remote. */
interface Attachable {
  attach(element: HTMLMediaElement): HTMLMediaElement;
  detach(element: HTMLMediaElement): HTMLMediaElement;
}

/** A video element inside an element of the page, showing one track at a time. */
export class VideoView {
  readonly #video: HTMLVideoElement;
  readonly #drawing: { fit: ObjectFit; mirror: boolean | undefined; rotation: number };
  #mirrored: boolean;
  #track: Attachable | undefined;
  #resized: ResizeObserver | undefined;

  /** @param mirrored whether the picture is mirrored as long as nobody says how it is to be drawn */
  constructor(parent: HTMLElement, fit: ObjectFit = 'cover', mirrored = false) {
    this.#drawing = { fit, mirror: undefined, rotation: 0 };
    this.#mirrored = mirrored;
    this.#video = document.createElement('video');
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#video.muted = true; // voices are played apart
    parent.append(this.#video);
    this.#draw();
  }

  /** Calls back at the next picture that is drawn, where the browser tells it. */
  onFrame(listener: () => void): void {
    if ('requestVideoFrameCallback' in this.#video) this.#video.requestVideoFrameCallback(listener);
  }

  show(track: Attachable | undefined): void {
    if (track === this.#track) return;
    this.#track?.detach(this.#video);
    this.#track = track;
    track?.attach(this.#video);
  }

  set mirrored(mirrored: boolean) {
    this.#mirrored = mirrored;
    this.#draw();
  }

  draw(how: Drawing): void {
    Object.assign(this.#drawing, how);
    this.#draw();
  }

  remove(): void {
    this.show(undefined);
    this.#resized?.disconnect();
    this.#video.remove();
  }

  #draw(): void {
    const { fit, mirror = this.#mirrored, rotation } = this.#drawing;
    const upright = rotation % 180 === 0;
    const turns = [rotation ? `rotate(${rotation}deg)` : '', mirror ? 'scaleX(-1)' : ''].filter(Boolean).join(' ');
    Object.assign(this.#video.style, { width: '100%', height: '100%', objectFit: fit, transform: turns });
    this.#resized?.disconnect();
    this.#resized = undefined;
    const parent = this.#video.parentElement;
    if (upright || !parent) {
      this.#video.style.margin = '';
      return;
    }
    // On its side it is as wide as its parent is high, and stays in its middle: no rule of CSS alone says that.
    const lie = () => {
      const { clientWidth: width, clientHeight: height } = parent;
      const gap = (width - height) / 2;
      Object.assign(this.#video.style, { width: `${height}px`, height: `${width}px`, margin: `${-gap}px ${gap}px` });
    };
    lie();
    this.#resized = new ResizeObserver(lie);
    this.#resized.observe(parent);
  }
}
