/**
 * What travels, as `api/realtime.md` says. Fields that would be empty, zero or false are left out;
 * unknown fields are ignored. All times are ms since 1970 by the server's clock.
 */

export type Media = 'audio' | 'video';
export type Role = 'caller' | 'invitee' | 'joiner';
export type LegState = 'ringing' | 'joined' | 'gone';
export type Reason =
  | 'hung_up'
  | 'canceled'
  | 'rejected'
  | 'busy'
  | 'no_answer'
  | 'offline'
  | 'interrupted'
  | 'ended_by_app'
  | 'removed'
  | 'call_over';

/** Who did something: a user's device, an administrator, the clock. */
export interface Actor {
  kind: 'user' | 'admin' | 'clock';
  user?: string;
  device?: string;
}

/** One invitation of one user. A user who is asked again gets another leg; only the last can be live. */
export interface Leg {
  n: number;
  user: string;
  role: Role;
  state: LegState;
  robot?: boolean;
  device?: string;
  /** Left out for the caller, for joiners, and for whom the app's back end asked. */
  invited_by?: string;
  invited_at?: number;
  /** When ringing ends; kept afterwards. A caller has one if a back end called them as well. */
  deadline?: number;
  rung_at?: number;
  joined_at?: number;
  gone_at?: number;
  reason?: Reason;
}

export interface End {
  at: number;
  result: string;
  reason: Reason;
  by: Actor;
  cause?: string;
}

/** A call, or what one version changed of it. */
export interface CallMessage {
  id: string;
  version: number;
  /** Legs holds every leg; otherwise those that this version changed or added. */
  full?: boolean;
  now: number;
  media: Media;
  group?: boolean;
  caller: string;
  room?: { name: string; numeric?: boolean };
  chat_group?: string;
  user_data?: string;
  started_at?: number;
  answered_at?: number;
  /** How often the media was given to another server: when it grows, the room is entered anew, with a new ticket. */
  moves?: number;
  legs?: Leg[];
  /** What this version did, in order. Not read here: {@link callEvents} tells the story from before and after. */
  events?: unknown[];
  end?: End;
}

/** What a user is called and looks like. */
export interface WireProfile {
  user: string;
  name?: string;
  avatar?: string;
}

/** A call that is over, as one of its users saw it. */
export interface WireHistoryEntry {
  id: string;
  media: Media;
  group?: boolean;
  caller: string;
  role: Role;
  answered?: boolean;
  missed?: boolean;
  started_at: number;
  answered_at?: number;
  ended_at: number;
  result: string;
  reason: Exclude<Reason, 'call_over'>;
  /** Of the user's own leg; older servers leave it out. */
  own_reason?: Reason;
  /** ms */
  talk?: number;
  users?: string[];
}

export interface Publication {
  call?: CallMessage;
  presence?: { user: string; online?: boolean };
  /** The server may have missed to tell something. */
  sync?: boolean;
}

/** Opens the media room of one call to one device. */
export interface Ticket {
  /** Empty: the server that gave the ticket. */
  url?: string;
  token: string;
  room: string;
  expires_at: number;
}

/** How a device's media did in a call, from its beginning on: `call.stats`. What is not known is left out. */
export interface CallStats {
  /** Ms from the device's answer to the first sound that was heard and the first picture. */
  first_audio?: number;
  first_frame?: number;
  /** Round trip to the media server, ms. */
  rtt?: number;
  rtt_max?: number;
  /** Ms. */
  jitter?: number;
  /** 0…1 */
  loss_in?: number;
  loss_out?: number;
  /** Bits per second. */
  bitrate_in?: number;
  bitrate_out?: number;
  freezes?: number;
  /** Ms. */
  frozen?: number;
  /** 1…6, as in the documented engine's NetworkQuality. */
  quality?: number;
  reconnects?: number;
  transport?: 'udp' | 'tcp' | 'relay';
  samples?: number;
  /** Ms that were measured. */
  duration?: number;
}

/** As much of the connect reply's data as is used. */
export interface Welcome {
  now: number;
  /** Most members of a call. */
  max?: number;
}

/** Commands that may change a call: they carry a request id and are safe to repeat. */
export interface Commands {
  'call.start': [
    data: {
      callees: string[];
      media: Media;
      timeout?: number;
      group?: boolean;
      room?: { name: string; numeric?: boolean };
      chat_group?: string;
      user_data?: string;
      push?: unknown;
    },
    answer: { call: CallMessage; ticket?: Ticket },
  ];
  'call.invite': [data: { call: string; users: string[]; timeout?: number }, answer: InviteAnswer];
  'call.join': [data: { call: string }, answer: { call: CallMessage; ticket?: Ticket }];
  /** Without a ticket as long as nobody else is in, see {@link Leg.deadline}. */
  'call.accept': [data: { call: string }, answer: { call: CallMessage; ticket?: Ticket }];
  'call.reject': [data: { call: string; busy?: boolean }, answer: { call: CallMessage }];
  'call.hangup': [data: { call: string }, answer: { call: CallMessage }];
  'call.switch_media': [data: { call: string; media: Media }, answer: { call: CallMessage }];
}

interface InviteAnswer {
  call: CallMessage;
  invited?: string[];
}

/** Questions: they change nothing that matters and are safe to repeat as they are. */
export interface Queries {
  'call.sync': [data: Record<string, never>, answer: { now: number; calls?: CallMessage[] }];
  'call.get': [data: { call: string }, answer: { call: CallMessage }];
  'call.rang': [data: { call: string }, answer: Record<string, never>];
  'call.ticket': [data: { call: string }, answer: { ticket: Ticket }];
  /** Cumulative: the last one counts. */
  'call.stats': [data: { call: string; stats: CallStats }, answer: Record<string, never>];
  'users.online': [data: Record<string, never>, answer: { users?: string[] }];
  'profiles.get': [data: { users: string[] }, answer: { profiles?: WireProfile[] }];
  'profile.set': [data: { name?: string; avatar?: string }, answer: { profile: WireProfile }];
  'calls.history': [
    data: { cursor?: string; limit?: number; missed?: boolean },
    answer: { calls?: WireHistoryEntry[]; next?: string },
  ];
}
