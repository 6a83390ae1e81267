import { CallError, ErrorCode } from '@ringline/call-engine';
import { describe, expect, it } from 'vitest';
import { explain, explainDevice } from './explain';

describe('explain', () => {
  it.each([
    [new CallError(ErrorCode.REQUEST_REFUSED, 'user is busy', 'busy'), 'You are in another call already.'],
    [new CallError(ErrorCode.NO_NETWORK, 'x'), 'The server cannot be reached. Check the network and try again.'],
    [new CallError(ErrorCode.SERVER_PARAM_INVALID, 'callees: is empty', 'invalid'), 'Callees: is empty.'],
    [new Error('what is this'), 'what is this'],
    ['a word', 'a word'],
  ])('%s', (error, text) => expect(explain(error)).toBe(text));
});

describe('explainDevice', () => {
  it.each([
    ['camera', ErrorCode.PERMISSION_DENIED, 'may not use the camera', 'goes on without your picture'],
    ['microphone', ErrorCode.PERMISSION_DENIED, 'may not use the microphone', 'nobody hears you'],
    ['camera', ErrorCode.NO_CAMERA, 'No camera was found', 'goes on without your picture'],
    ['microphone', ErrorCode.MICROPHONE_OCCUPIED, 'Another program uses the microphone', 'nobody hears you'],
    ['camera', ErrorCode.INSECURE_PAGE, 'https or localhost', 'goes on without your picture'],
    ['camera', ErrorCode.CAMERA_START_FAIL, 'does not work: broken', 'goes on without your picture'],
  ] as const)('%s, error %i', (kind, code, fault, consequence) => {
    const text = explainDevice(kind, new CallError(code, 'broken'));
    expect(text).toContain(fault);
    expect(text).toContain(consequence);
  });
});
