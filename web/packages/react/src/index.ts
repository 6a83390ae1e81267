export { RinglineProvider, type RinglineProviderProps } from './RinglineProvider';
export type { Avatars, Theme } from './context';

export { useCall, type CallCommands, type CallState, type Ended } from './hooks/useCall';
export { useCallHistory, type CallHistoryState } from './hooks/useCallHistory';
export { useConnection, type Connection } from './hooks/useConnection';
export { useDevices, type DeviceCommands } from './hooks/useDevices';
export { useEngine, useMessages, useStatistics } from './hooks/useEngine';
export { useIncomingCall, type IncomingCallState } from './hooks/useIncomingCall';
export { useActiveSpeaker, useMember, type MemberMedia } from './hooks/useMember';
export { useNotices, type Notice } from './hooks/useNotices';
export { usePresence, type PresenceState } from './hooks/usePresence';
export { useProfile, useProfiles, useSetProfile } from './hooks/useProfiles';
export { useServerNow } from './hooks/useServerNow';
export { useVideo, type VideoOptions } from './hooks/useVideo';

export { Avatar, UserName, type AvatarProps } from './components/Avatar';
export { Banners } from './components/Banners';
export { CallEnded } from './components/CallEnded';
export { CallHistory, type CallHistoryProps } from './components/CallHistory';
export { CallKit, type CallKitProps } from './components/CallKit';
export { CallView, type CallViewProps } from './components/CallView';
export { DeviceMenu, DeviceSettings, type DeviceSettingsProps } from './components/DeviceMenu';
export { FloatingCall } from './components/FloatingCall';
export { IncomingCall } from './components/IncomingCall';
export { OutgoingCall, type OutgoingCallProps } from './components/OutgoingCall';
export type { Layout } from './components/layout';

export type { Call, EndedCall, Media, Member, PastCall } from './call';
export type { StartOptions } from './commands';
export type { Blur, Device, DevicesState, Effects, Quality } from './devices';
export { en, type Locale, type Messages } from './locales/en';
export { plural } from './plural';
export type { Outcome } from './outcome';
export type { Profile } from './profiles';
export type { Dialing } from './state';
