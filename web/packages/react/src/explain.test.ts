import { CallError, ErrorCode } from '@ringline/call-engine';
import { describe, expect, it } from 'vitest';
import { explain, explainNotice } from './explain';
import { en } from './locales/en';

describe('explain', () => {
  it.each([
    [new CallError(ErrorCode.REQUEST_REFUSED, 'user is busy', 'busy'), 'You are in another call already.'],
    [new CallError(ErrorCode.NO_NETWORK, 'x'), 'The server cannot be reached. Check the network and try again.'],
    [new CallError(ErrorCode.CALL_NOT_FOUND, 'x', 'not_found'), 'The call is over.'],
    [{ code: ErrorCode.USERSIG_EXPIRED, message: 'x' }, 'Your session has expired. Sign in again.'],
    [{ code: ErrorCode.NOT_LOGGED_IN, message: 'x' }, 'You are signed in elsewhere, or were signed out.'],
    [new CallError(ErrorCode.USERSIG_WRONG, 'x', 'bad_signature'), 'The server did not accept this sign-in.'],
    [new Error('a detail for developers'), 'That did not work. Try again.'],
    [undefined, 'That did not work. Try again.'],
  ])('%s', (error, text) => expect(explain(error, en.messages)).toBe(text));
});

describe('explainNotice', () => {
  it.each([
    ['camera', ErrorCode.PERMISSION_DENIED, 'may not use the camera', 'goes on without your picture'],
    ['microphone', ErrorCode.PERMISSION_DENIED, 'may not use the microphone', 'nobody hears you'],
    ['camera', ErrorCode.NO_CAMERA, 'No camera was found', 'goes on without your picture'],
    ['microphone', ErrorCode.MICROPHONE_OCCUPIED, 'Another program uses the microphone', 'nobody hears you'],
    ['camera', ErrorCode.INSECURE_PAGE, 'secure pages', 'goes on without your picture'],
    ['camera', ErrorCode.CAMERA_START_FAIL, 'does not work', 'goes on without your picture'],
    ['screen', ErrorCode.UNKNOWN, 'could not be shared', ''],
    ['action', ErrorCode.NO_NETWORK, 'cannot be reached', ''],
  ] as const)('%s, error %i', (kind, code, fault, consequence) => {
    const text = explainNotice({ kind, error: new CallError(code, 'broken') }, en.messages);
    expect(text).toContain(fault);
    expect(text).toContain(consequence);
  });
});
