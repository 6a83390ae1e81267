import {
  BackgroundProcessor,
  supportsBackgroundProcessors,
  type BackgroundProcessorWrapper,
} from '@livekit/track-processors';
import { ErrorCode } from './constants';
import { CallError } from './errors';
import type { Background } from './media';
import { simd } from './simd';

type Changed = Exclude<Background, { kind: 'real' }>;

/** Radius of the blur for the documented levels 1 to 3, in pixels of the camera's picture. */
const RADIUS = [5, 10, 20];

/** Renderers that draw on the processor: there the network runs faster without them. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** Why this browser cannot; empty if it can. */
export function cannot(): string {
  if (!supportsBackgroundProcessors()) return 'this browser lacks WebGL 2 or video frames (WebCodecs)';
  return simd() ? '' : 'this browser lacks WebAssembly SIMD';
}

/** The network that tells people from what is behind them, on the pictures of one track. */
export class BackgroundEffect {
  readonly processor: BackgroundProcessorWrapper;

  /** @param assets where the network and the program that runs it are; ends in a slash */
  constructor(assets: string, background: Changed) {
    this.processor = BackgroundProcessor({
      ...mode(background),
      assetPaths: { tasksVisionFileSet: assets.replace(/\/$/, ''), modelAssetPath: `${assets}selfie.tflite` },
      segmenterOptions: { delegate: drawsInSoftware() ? 'CPU' : 'GPU' },
    });
    // The library sends the first picture as it is, and goes on with it when it was shown: if the effect is taken off meanwhile, with a network that
    // is gone, and the page stands still for good. So the first one is as all others.
    this.processor.transformer.isFirstFrame = false;
    closeFrames(this.processor);
    leaveTime(this.processor);
  }

  async change(background: Changed): Promise<void> {
    await this.processor.switchTo(mode(background));
  }
}

/**
 * The library holds a picture while it waits for the first one to be shown, for ever if the effect is taken off meanwhile, and
 * drops one that is ready when nobody takes it any more. Pictures are memory of the camera: too few are left if they are not
 * closed, and browsers complain.
 */
export function closeFrames({ transformer }: Pick<BackgroundProcessorWrapper, 'transformer'>): void {
  const held = new Set<VideoFrame>();
  const transform = transformer.transform.bind(transformer);
  transformer.transform = async (frame, controller) => {
    held.add(frame);
    const enqueue = (picture: VideoFrame) => {
      try {
        controller.enqueue(picture);
      } catch (error) {
        picture.close();
        throw error;
      }
    };
    try {
      await transform(frame, { enqueue } as typeof controller);
    } finally {
      held.delete(frame);
    }
  };
  const destroy = transformer.destroy.bind(transformer);
  transformer.destroy = async (options) => {
    for (const frame of held) frame.close();
    held.clear();
    await destroy(options);
  };
}

/**
 * Pictures are changed on the page's own thread, each at once after the one before: a machine that is too slow for all of them would
 * do nothing else, and the page could not even take the effect off. So after each the page has half as long for itself as the picture
 * took; one that comes meanwhile is left out, never sent as it is.
 */
export function leaveTime({ transformer }: Pick<BackgroundProcessorWrapper, 'transformer'>): void {
  let ready = 0;
  const transform = transformer.transform.bind(transformer);
  transformer.transform = async (frame, controller) => {
    const began = performance.now();
    if (began < ready) {
      frame.close();
      return;
    }
    try {
      await transform(frame, controller);
    } finally {
      const now = performance.now();
      ready = now + (now - began) / 2;
    }
  };
}

/** Looks whether the picture is there and may be used, which its being shown would not tell. */
export async function loadImage(url: string): Promise<void> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  try {
    await image.decode();
  } catch (cause) {
    const text = 'setVirtualBackground: the image could not be loaded; one of another origin has to allow it (CORS)';
    throw new CallError(ErrorCode.PARAM_INVALID, text, '', { cause });
  }
}

function mode(background: Changed) {
  return background.kind === 'image'
    ? { mode: 'virtual-background' as const, imagePath: background.url }
    : { mode: 'background-blur' as const, blurRadius: RADIUS[background.level - 1] ?? 10 };
}

function drawsInSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl && info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '';
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof renderer === 'string' && SOFTWARE.test(renderer);
}
