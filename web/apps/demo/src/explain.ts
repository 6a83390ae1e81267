import { CallError, ErrorCode } from '@ringline/call-engine';

const refused: Record<string, string> = {
  busy: 'You are in another call already.',
  full: 'That is more people than a call can hold.',
  already_member: 'They are in the call already.',
  ended: 'The call is over.',
  not_found: 'The call is over.',
  not_ringing: 'It does not ring any more.',
  answered_elsewhere: 'You answered on another device.',
  already_answered: 'Somebody answered just now.',
  forbidden: 'This app does not allow that.',
};

/** What to tell the user when a command failed. */
export function explain(error: unknown): string {
  if (!(error instanceof CallError)) return error instanceof Error ? error.message : String(error);
  const known = refused[error.word];
  if (known !== undefined) return known;
  switch (error.code) {
    case ErrorCode.NO_NETWORK:
    case ErrorCode.SIGNALING_SEND_FAIL:
      return 'The server cannot be reached. Check the network and try again.';
    case ErrorCode.USERSIG_EXPIRED:
      return 'The UserSig has expired. Sign in with a new one.';
    default:
      return sentence(error.message);
  }
}

/** What to tell the user when their camera or microphone could not be opened; the call goes on without. */
export function explainDevice(kind: 'camera' | 'microphone', error: unknown): string {
  const without =
    kind === 'camera' ? 'The call goes on without your picture.' : 'You can listen, but nobody hears you.';
  return `${deviceFault(kind, error)} ${without}`;
}

function deviceFault(kind: 'camera' | 'microphone', error: unknown): string {
  switch (error instanceof CallError ? error.code : ErrorCode.UNKNOWN) {
    case ErrorCode.INSECURE_PAGE:
      return `Browsers lend the ${kind} only to pages on https or localhost, and this page is neither.`;
    case ErrorCode.PERMISSION_DENIED:
      return `This page may not use the ${kind}. Allow it beside the address, then switch it on again.`;
    case ErrorCode.NO_CAMERA:
    case ErrorCode.NO_MICROPHONE:
      return `No ${kind} was found.`;
    case ErrorCode.CAMERA_OCCUPIED:
    case ErrorCode.MICROPHONE_OCCUPIED:
      return `Another program uses the ${kind}.`;
    default:
      return `The ${kind} does not work${error instanceof Error && error.message ? `: ${error.message}.` : '.'}`;
  }
}

function sentence(text: string): string {
  const start = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
