import { RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';
import type { AudioProcessorOptions, Track, TrackProcessor } from 'livekit-client';
import { ErrorCode } from './constants';
import { CallError } from './errors';

/** The network was trained for this. */
const SAMPLE_RATE = 48_000;
/** How long a sound graph may take to come up before it is one that the browser holds back. ms */
const PATIENCE = 2_000;

/** RNNoise on the sound of one microphone. It has a sound graph of its own, at the rate that the network needs. */
export class NoiseEffect implements TrackProcessor<Track.Kind.Audio, AudioProcessorOptions> {
  readonly name = 'ringline-noise';
  readonly context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  processedTrack?: MediaStreamTrack;
  readonly #assets: string;
  #program: ArrayBuffer | undefined;
  #source: MediaStreamAudioSourceNode | undefined;
  #node: RnnoiseWorkletNode | undefined;

  constructor(assets: string) {
    this.#assets = assets;
  }

  /** Loads what it needs. A graph that the browser does not let run would send silence: then it fails. */
  async prepare(): Promise<void> {
    const [program] = await Promise.all([
      download(`${this.#assets}rnnoise_simd.wasm`),
      this.context.audioWorklet.addModule(`${this.#assets}rnnoise-worklet.js`),
      Promise.race([this.context.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]),
    ]);
    if (this.context.state !== 'running') {
      throw new CallError(ErrorCode.REQUEST_REFUSED, 'enableAIVoice: the browser wants a click of the user first');
    }
    this.#program = program;
  }

  init({ track }: { track: MediaStreamTrack }): Promise<void> {
    if (!this.#program) throw new Error('not prepared');
    const { context } = this;
    const destination = context.createMediaStreamDestination();
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary: this.#program });
    this.#source.connect(this.#node).connect(destination);
    const [processed] = destination.stream.getAudioTracks();
    if (processed) this.processedTrack = processed;
    return Promise.resolve();
  }

  async restart(options: { track: MediaStreamTrack }): Promise<void> {
    await this.destroy();
    await this.init(options);
  }

  destroy(): Promise<void> {
    this.#source?.disconnect();
    this.#node?.disconnect();
    this.#node?.destroy();
    this.processedTrack?.stop();
    delete this.processedTrack;
    this.#source = this.#node = undefined;
    return Promise.resolve();
  }

  /** For good. */
  end(): void {
    void this.destroy();
    if (this.context.state !== 'closed') void this.context.close();
  }
}

async function download(url: string): Promise<ArrayBuffer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.arrayBuffer();
}
