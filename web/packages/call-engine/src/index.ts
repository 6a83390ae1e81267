export { TIM, TencentCloudChat, TRTCCloud, TRTCScreenCaptureSourceInfo } from './absent';
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
export * from './documented-enums';
export type * from './documented-types';
export { TUICallEngine, TUICallEngine as default } from './engine';
export { CallError } from './errors';
export { olderEvents } from './event-names';
export * from './trtc-enums';
export type * from './types';
