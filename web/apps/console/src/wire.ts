/** What /api/v1 answers, as far as the console shows it. api/openapi.yaml says what each field means. */

export type State = 'ringing' | 'talking' | 'ended';
export type Media = 'audio' | 'video';
export type Kind = 'one_to_one' | 'group';
export type Result = 'completed' | 'canceled' | 'rejected' | 'no_answer' | 'busy' | 'offline' | 'interrupted';
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
export type Track = 'microphone' | 'camera' | 'screen_share';
export type DeliveryState = 'pending' | 'delivered' | 'given_up' | 'canceled';

export interface Identity {
  name: string;
  app?: string;
  scopes: string[];
}

export interface App {
  id: string;
  name: string;
  disabled: boolean;
}

export interface Actor {
  kind: 'user' | 'admin' | 'clock';
  name?: string;
  device?: string;
}

export interface Statistics {
  first_audio_ms?: number;
  first_frame_ms?: number;
  rtt_ms?: number;
  jitter_ms?: number;
  loss_in?: number;
  loss_out?: number;
  bitrate_in?: number;
  bitrate_out?: number;
  freezes?: number;
  quality?: number;
  reconnects?: number;
  transport?: string;
}

export interface Leg {
  n: number;
  user: string;
  role: 'caller' | 'invitee' | 'joiner';
  robot?: boolean;
  state: 'ringing' | 'joined' | 'gone';
  device?: string;
  invited_by?: string;
  invited_at?: string;
  deadline?: string;
  joined_at?: string;
  gone_at?: string;
  reason?: Reason;
  ring_ms: number;
  talk_ms: number;
  statistics?: Statistics;
}

export interface Call {
  app: string;
  id: string;
  version: number;
  state: State;
  media: Media;
  kind: Kind;
  caller: string;
  room: { name: string };
  chat_group?: string;
  user_data?: string;
  max_members: number;
  host?: string;
  moves?: number;
  started_at: string;
  answered_at?: string;
  end?: { at: string; result: Result; reason: Reason; by: Actor; cause: string };
  ring_ms: number;
  talk_ms: number;
  legs: Leg[];
}

export interface Attempt {
  delivery?: string;
  event?: string;
  at: string;
  took_ms: number;
  status?: number;
  error?: string;
  node?: string;
}

export interface CallEvent {
  at: string;
  source: 'call' | 'webhook' | 'media' | 'client';
  type: string;
  user?: string;
  device?: string;
  by?: Actor;
  reason?: Reason;
  result?: Result;
  media?: Media;
  host?: string;
  rule?: string;
  node?: string;
  origin?: { ip?: string; platform?: string };
  attempt?: Attempt;
  statistics?: Statistics;
  detail?: Record<string, unknown>;
}

export interface Device {
  id: string;
  online: boolean;
  platform?: string;
  ip?: string;
  connected_at?: string;
}

export interface User {
  id: string;
  online: boolean;
  devices: Device[];
  call?: string;
  profile?: { name?: string };
}

export interface Usage {
  day: string;
  media: Media;
  result: Result;
  calls: number;
  answered: number;
  talk_ms: number;
  participant_ms: number;
}

export interface Node {
  name: string;
  kind: 'server' | 'media';
  region?: string;
  state: 'serving' | 'leaving' | 'away' | 'refusing';
  version?: string;
  load: number;
  seen_at?: string;
}

export interface ServerState {
  version: string;
  node: string;
  uptime_ms: number;
  ready: boolean;
  checks: { name: string; ok: boolean }[];
}

export interface Webhook {
  url: string;
  events: string[];
  token_set: boolean;
  secret_set: boolean;
}

export interface Delivery {
  id: string;
  call: string;
  event: string;
  at: string;
  state: DeliveryState;
  tries: number;
  due_at?: string;
  settled_at?: string;
  body?: string;
  attempts?: Attempt[];
}

/** A refusal, RFC 9457. */
export interface Problem {
  code: string;
  detail: string;
  request_id: string;
}
