export {
  CallEndReason,
  CallMediaType,
  CallRole,
  CallStatus,
  ErrorCode,
  NetworkQuality,
  RinglineEvent,
  TUICallEvent,
  TUICallType,
} from './constants';
export { TUICallEngine } from './engine';
export { CallError } from './errors';
export type * from './types';
