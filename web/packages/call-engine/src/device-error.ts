import { ErrorCode } from './constants';
import { CallError } from './errors';

/** What was to be opened. */
export type Capture = 'camera' | 'microphone' | 'screen';

/** The documented error for something that could not be opened. */
export function deviceError(capture: Capture, cause: unknown): CallError {
  const [code, why] = diagnose(capture, cause instanceof DOMException || cause instanceof Error ? cause.name : '');
  return new CallError(code, `${capture}: ${why}`, '', { cause });
}

/** Why the page may not even ask; undefined if it may. */
export function captureForbidden(capture: Capture): CallError | undefined {
  if (typeof navigator === 'undefined' || !('mediaDevices' in navigator)) {
    return new CallError(
      ErrorCode.INSECURE_PAGE,
      `${capture}: browsers allow it only on pages from https or localhost`,
    );
  }
  if (capture === 'screen' && !('getDisplayMedia' in navigator.mediaDevices)) {
    return new CallError(ErrorCode.PACKAGE_NOT_SUPPORTED, 'screen: this browser cannot share one; phones cannot');
  }
  return undefined;
}

/** The device in use is gone, and there is no other. */
export function noneLeft(capture: 'camera' | 'microphone'): CallError {
  const code = capture === 'camera' ? ErrorCode.NO_CAMERA : ErrorCode.NO_MICROPHONE;
  return new CallError(code, `${capture}: it was unplugged and there is no other; plug one in and open it again`);
}

const none = {
  camera: ErrorCode.NO_CAMERA,
  microphone: ErrorCode.NO_MICROPHONE,
  screen: ErrorCode.SCREEN_CAPTURE_START_FAIL,
};
const occupied = {
  camera: ErrorCode.CAMERA_OCCUPIED,
  microphone: ErrorCode.MICROPHONE_OCCUPIED,
  screen: ErrorCode.SCREEN_CAPTURE_START_FAIL,
};
const failed = {
  camera: ErrorCode.CAMERA_START_FAIL,
  microphone: ErrorCode.MICROPHONE_START_FAIL,
  screen: ErrorCode.SCREEN_CAPTURE_START_FAIL,
};

function diagnose(capture: Capture, name: string): [code: number, why: string] {
  // Whoever calls the sharing of a screen off needs no advice.
  const remedy = capture === 'screen' ? '' : '; allow it in what the browser keeps for this page, then try again';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      // The words in brackets are what documented kits look for before they tell the user.
      return [ErrorCode.PERMISSION_DENIED, `its use was not allowed${remedy} (NotAllowedError: Permission denied)`];
    case 'NotFoundError':
    case 'OverconstrainedError':
      return [none[capture], 'none was found'];
    case 'NotReadableError':
    case 'TrackStartError':
      return [occupied[capture], 'another program uses it'];
    case 'InvalidStateError':
      if (capture === 'screen')
        return [failed.screen, 'browsers want a click of the user before they ask what to share'];
      break;
  }
  return [failed[capture], 'it could not be started'];
}

/** Opens something, and says in documented words why it could not. */
export async function attempt<T>(capture: Capture, open: () => Promise<T>): Promise<T> {
  const forbidden = captureForbidden(capture);
  if (forbidden) throw forbidden;
  try {
    return await open();
  } catch (error) {
    throw error instanceof CallError ? error : deviceError(capture, error);
  }
}
