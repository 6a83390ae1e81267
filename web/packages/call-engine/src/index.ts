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
export { CallError } from './errors';
export type * from './types';
