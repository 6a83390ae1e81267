import { ErrorCode } from './constants';

/** Why the engine could not do something. */
export class CallError extends Error {
  override name = 'CallError';
  /** A number of {@link ErrorCode}: the documented one. */
  readonly code: number;
  /** The server's word for it, such as `busy` or `answered_elsewhere`; empty if the server was not asked. */
  readonly word: string;

  constructor(code: number, message: string, word = '', options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.word = word;
  }

  /** Whether the server, having been asked, said no: trying again is no use. */
  get final(): boolean {
    return this.word !== '' && this.code !== ErrorCode.SERVER_INTERNAL;
  }
}

/** The server's refusals by number, `api/realtime.md` §5: their word, and the documented code nearest to it. */
const refusals: Record<number, readonly [word: string, code: number]> = {
  1001: ['invalid', ErrorCode.SERVER_PARAM_INVALID],
  1002: ['not_found', ErrorCode.CALL_NOT_FOUND],
  1003: ['ended', ErrorCode.CALL_NOT_FOUND],
  1004: ['not_invited', ErrorCode.REQUEST_REFUSED],
  1005: ['not_ringing', ErrorCode.REQUEST_REFUSED],
  1006: ['answered_elsewhere', ErrorCode.REQUEST_REFUSED],
  1007: ['not_member', ErrorCode.REQUEST_REFUSED],
  1008: ['already_member', ErrorCode.REQUEST_REPEATED],
  1009: ['already_answered', ErrorCode.REQUEST_REFUSED],
  1010: ['full', ErrorCode.SERVER_PARAM_INVALID],
  1011: ['busy', ErrorCode.REQUEST_REFUSED],
  1012: ['forbidden', ErrorCode.REQUEST_REFUSED],
  1013: ['conflict', ErrorCode.SERVER_INTERNAL],
  1014: ['unavailable', ErrorCode.SERVER_INTERNAL],
  1015: ['internal', ErrorCode.SERVER_INTERNAL],
  111: ['too_many_requests', ErrorCode.SERVER_INTERNAL],
  1101: ['malformed', ErrorCode.USERSIG_MALFORMED],
  1102: ['unknown_app', ErrorCode.UNKNOWN_APP],
  1103: ['app_mismatch', ErrorCode.USERSIG_OTHER_APP],
  1104: ['user_mismatch', ErrorCode.USERSIG_OTHER_USER],
  1105: ['bad_signature', ErrorCode.USERSIG_WRONG],
  1106: ['invalid_login', ErrorCode.PARAM_INVALID],
  1107: ['app_disabled', ErrorCode.INIT_FAIL],
  1108: ['wrong_cell', ErrorCode.INIT_FAIL],
};

/** Turns a refusal of the server into a documented error. */
export function refusal(number: number, text: string): CallError {
  const [word, code] = refusals[number] ?? ['', ErrorCode.UNKNOWN];
  return new CallError(code, text || `the server refused with ${number}`, word);
}
