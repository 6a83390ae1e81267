import { ErrorCode } from '@ringline/call-engine';
import type { Messages } from './locales/en';
import type { Notice } from './state';

/** Code and word of what was thrown; events carry plain objects. */
function partsOf(error: unknown): { code: number; word: string } {
  const { code, word } = (error ?? {}) as { code?: unknown; word?: unknown };
  return { code: typeof code === 'number' ? code : ErrorCode.UNKNOWN, word: typeof word === 'string' ? word : '' };
}

/** Whether the server could not be reached: it comes back, and a server that refuses will refuse again. */
export function isUnreachable(error: unknown): boolean {
  return partsOf(error).code === ErrorCode.NO_NETWORK;
}

/** Whether the user, or the browser for them, said no. */
export function isDenied(error: unknown): boolean {
  return partsOf(error).code === ErrorCode.PERMISSION_DENIED;
}

/** What to tell the user when something failed. */
export function explain(error: unknown, { error: texts }: Messages): string {
  const { code, word } = partsOf(error);
  switch (word) {
    case 'busy':
    case 'full':
    case 'already_member':
    case 'ended':
    case 'not_ringing':
    case 'answered_elsewhere':
    case 'already_answered':
    case 'forbidden':
    case 'too_many_requests':
      return texts[word];
    case 'not_found':
      return texts.ended;
  }
  switch (code) {
    case ErrorCode.NO_NETWORK:
    case ErrorCode.SIGNALING_SEND_FAIL:
      return texts.network;
    case ErrorCode.USERSIG_EXPIRED:
      return texts.expired;
    case ErrorCode.NOT_LOGGED_IN:
      return texts.kicked;
    case ErrorCode.USERSIG_MALFORMED:
    case ErrorCode.USERSIG_WRONG:
    case ErrorCode.USERSIG_OTHER_USER:
    case ErrorCode.USERSIG_OTHER_APP:
    case ErrorCode.UNKNOWN_APP:
    case ErrorCode.INIT_FAIL:
      return texts.refused;
    case ErrorCode.PACKAGE_NOT_SUPPORTED:
      return texts.unsupported;
    default:
      return texts.unknown;
  }
}

/** A notice in words: what is wrong, and what it means for the call. */
export function explainNotice({ kind, error }: Notice, messages: Messages): string {
  const { fault } = messages;
  switch (kind) {
    case 'camera':
      return `${deviceFault('camera', error, fault)} ${fault.withoutCamera}`;
    case 'microphone':
      return `${deviceFault('microphone', error, fault)} ${fault.withoutMicrophone}`;
    case 'screen':
      return fault.screen;
    case 'action':
      return explain(error, messages);
    case 'error':
      return isUnreachable(error) ? `${explain(error, messages)}${inDetail(error)}` : explain(error, messages);
  }
}

/** What is in the way, in the engine's words: for those who can clear it. */
function inDetail(error: unknown): string {
  return error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
}

function deviceFault(kind: 'camera' | 'microphone', error: unknown, fault: Messages['fault']): string {
  switch (partsOf(error).code) {
    case ErrorCode.INSECURE_PAGE:
      return fault.insecure;
    case ErrorCode.PERMISSION_DENIED:
      return kind === 'camera' ? fault.cameraDenied : fault.microphoneDenied;
    case ErrorCode.NO_CAMERA:
    case ErrorCode.NO_MICROPHONE:
      return kind === 'camera' ? fault.noCamera : fault.noMicrophone;
    case ErrorCode.CAMERA_OCCUPIED:
    case ErrorCode.MICROPHONE_OCCUPIED:
      return kind === 'camera' ? fault.cameraOccupied : fault.microphoneOccupied;
    default:
      return fault[kind];
  }
}
