import type { Background, Drawing } from './media';
import { invalid } from './params';
import type {
  CameraPosition,
  DeviceKind,
  DeviceType,
  ObjectFit,
  StartRemoteViewOptions,
  VideoQuality,
  VideoRenderParams,
} from './types';

const qualities: Record<VideoQuality, true> = { '360p': true, '480p': true, '540p': true, '720p': true, '1080p': true };
const fits: Record<ObjectFit, true> = { contain: true, cover: true, fill: true };
const mirrors = new Map<unknown, boolean | undefined>([
  [true, true],
  [false, false],
  [0, undefined],
  [1, true],
  [2, false],
]);
const turns = new Map<unknown, number>([
  [0, 0],
  [1, 90],
  [2, 180],
  [3, 270],
  [90, 90],
  [180, 180],
  [270, 270],
]);
const positions = new Map<unknown, 'front' | 'back'>([
  ['front', 'front'],
  ['back', 'back'],
  [0, 'front'],
  [1, 'back'],
]);

const fillModes: Record<string, ObjectFit> = { 0: 'cover', 1: 'contain' };
const deviceKinds: Record<DeviceType, DeviceKind> = {
  camera: 'camera',
  video: 'camera',
  microphones: 'microphones',
  microphone: 'microphones',
  audio: 'microphones',
  speaker: 'speaker',
};

export function deviceKindOf(type: DeviceType): DeviceKind {
  if (!Object.hasOwn(deviceKinds, type)) throw invalid(`deviceType: one of ${Object.keys(deviceKinds).join(', ')}`);
  return deviceKinds[type];
}

export function qualityOf(quality: string): VideoQuality {
  if (!Object.hasOwn(qualities, quality)) throw invalid(`quality: one of ${Object.keys(qualities).join(', ')}`);
  return quality as VideoQuality;
}

export function positionOf(position: CameraPosition): 'front' | 'back' {
  const found = positions.get(position);
  if (!found) throw invalid('position: front (0) or back (1)');
  return found;
}

export function drawingOf({ objectFit, mirror, rotation }: VideoRenderParams): Drawing {
  if (objectFit !== undefined && !isFit(objectFit)) throw invalid('objectFit: contain, cover or fill');
  if (mirror !== undefined && !mirrors.has(mirror)) throw invalid('mirror: true or false');
  const turn = rotation === undefined ? undefined : turns.get(rotation);
  if (rotation !== undefined && turn === undefined) throw invalid('rotation: 0, 90, 180 or 270 degrees, clockwise');
  return {
    ...(objectFit === undefined ? {} : { fit: objectFit }),
    ...(mirror === undefined ? {} : { mirror: mirrors.get(mirror) }),
    ...(turn === undefined ? {} : { rotation: turn }),
  };
}

function isFit(fit: string): fit is ObjectFit {
  return Object.hasOwn(fits, fit);
}

/** Of startRemoteView. Its generations name the fit and the mirror in different ways. */
export function remoteDrawingOf(options: NonNullable<StartRemoteViewOptions['options']>): Drawing {
  const { fillMode, mirrorType, rotation } = options;
  const objectFit = options.objectFit ?? (fillMode === undefined ? undefined : fillModes[fillMode]);
  return drawingOf({
    ...(objectFit === undefined ? {} : { objectFit }),
    ...(mirrorType === undefined ? {} : { mirror: mirrorType }),
    ...(rotation === undefined ? {} : { rotation }),
  });
}

export function blurOf(level: number): Background {
  if (![0, 1, 2, 3].includes(level)) throw invalid('level: 0 to 3');
  return level === 0 ? { kind: 'real' } : { kind: 'blur', level };
}

export function imageOf(path: string): Background {
  if (!path) return { kind: 'real' };
  try {
    return { kind: 'image', url: new URL(path, document.baseURI).href };
  } catch {
    throw invalid('imagePath: the address of an image, or empty for none');
  }
}
