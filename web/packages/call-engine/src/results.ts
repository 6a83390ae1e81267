import type { CallResult, HangupResult, Result } from './documented-types';
import { roomFields } from './events';
import type { CallMessage } from './wire';

/** What a documented method resolves to when it did what it was asked for. */
export function success(): Result {
  return { code: 0, message: 'success', data: {} };
}

/** A call that was started. Kits of one generation read the room beside the code, those of another inside data. */
export function started(call: CallMessage): CallResult {
  const fields = { callId: call.id, ...roomFields(call) };
  return { ...success(), data: fields, ...fields };
}

/** A list in one generation, a single result in another: it is both. */
export function hungUp(): HangupResult {
  return Object.assign([success()], success());
}
