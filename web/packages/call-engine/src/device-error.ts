import { ErrorCode } from './constants';
import { CallError } from './errors';

/** What was to be opened. */
export type Capture = 'camera' | 'microphone';

/** The documented error for a camera or microphone that could not be opened. */
export function deviceError(capture: Capture, cause: unknown): CallError {
  const [code, why] = diagnose(capture, cause instanceof DOMException || cause instanceof Error ? cause.name : '');
  return new CallError(code, `${capture}: ${why}`, '', { cause });
}

/** Why the page may not even ask; undefined if it may. */
export function captureForbidden(capture: Capture): CallError | undefined {
  if (typeof navigator !== 'undefined' && 'mediaDevices' in navigator) return undefined;
  return new CallError(ErrorCode.INSECURE_PAGE, `${capture}: browsers allow it only on pages from https or localhost`);
}

function diagnose(capture: Capture, name: string): [code: number, why: string] {
  const camera = capture === 'camera';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return [ErrorCode.PERMISSION_DENIED, 'its use was not allowed'];
    case 'NotFoundError':
    case 'OverconstrainedError':
      return [camera ? ErrorCode.NO_CAMERA : ErrorCode.NO_MICROPHONE, 'none was found'];
    case 'NotReadableError':
    case 'TrackStartError':
      return [camera ? ErrorCode.CAMERA_OCCUPIED : ErrorCode.MICROPHONE_OCCUPIED, 'another program uses it'];
    default:
      return [camera ? ErrorCode.CAMERA_START_FAIL : ErrorCode.MICROPHONE_START_FAIL, 'it could not be started'];
  }
}
