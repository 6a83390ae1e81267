import { list, short } from '@ringline/look';
import { Refusal } from './api';
import type { Texts } from './texts/en';
import type { Actor, Call, CallEvent, Track } from './wire';

/** Calls, events and refusals as sentences. Pure. */

/** What to tell of a refusal. */
export function explain(error: unknown, say: Texts): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
  const { fault } = say;
  if (Object.hasOwn(fault, error.code)) return fault[error.code as keyof typeof fault];
  return error.requestId ? `${error.message} ${say.request(error.requestId)}` : error.message;
}

/** "alice calls bob and carol". */
export function title(call: Call, tag: string, say: Texts): string {
  return say.calling(call.caller, list(tag, callees(call)));
}

/** Who was called or came in, each once. */
export function callees(call: Call): string[] {
  const others = new Set(call.legs.map(({ user }) => user));
  others.delete(call.caller);
  return [...others];
}

export function actor(by: Actor | undefined, say: Texts): string {
  if (!by) return '';
  return by.kind === 'clock' ? say.clockActor : (by.name ?? by.kind);
}

/** What happened, as a sentence. */
export function sentence(event: CallEvent, say: Texts): string {
  const { event: words } = say;
  const who = event.user ?? '';
  switch (event.source === 'media' ? `media:${event.type}` : event.type) {
    case 'started':
      return who ? words.started(who) : words.startedByApp;
    case 'invited':
    case 'rung':
    case 'answered':
    case 'joined':
    case 'rejected':
    case 'busy':
    case 'no_answer':
    case 'canceled':
    case 'left':
    case 'first_audio':
    case 'first_frame':
    case 'statistics':
      return words[event.type as 'left'](who);
    case 'media_switched':
      return words.media_switched(event.media ? say.media[event.media] : '');
    case 'media_moved':
      return words.media_moved(event.host ?? '');
    case 'ended':
      return words.ended(event.result ? say.result[event.result] : '');
    case 'attempt': {
      const { event: of = '', status, error } = event.attempt ?? {};
      return words.attempt(of, status === undefined ? (error ?? say.noAnswerOf) : `HTTP ${status}`);
    }
    case 'media:room_opened':
      return words.room_opened;
    case 'media:room_closed':
      return words.room_closed;
    case 'media:joined':
      return words.mediaJoined(who);
    case 'media:left':
      return words.mediaLeft(who);
    case 'media:connect_aborted':
      return words.connect_aborted(who);
    case 'media:track_published':
    case 'media:track_stopped':
      return words[event.type as 'track_stopped'](who, track(event, say));
    default:
      return words.other(event.type, who).trim();
  }
}

function track({ detail }: CallEvent, say: Texts): string {
  const source = detail?.source;
  if (typeof source !== 'string') return '';
  return Object.hasOwn(say.track, source) ? say.track[source as Track] : source;
}

/** What else is known of an event: why, by whom, from where, decided where. */
export function circumstances(event: CallEvent, say: Texts): string {
  const { reason, by, device, rule, origin, node, attempt } = event;
  return [
    reason && say.reason[reason],
    by && actor(by, say) !== event.user && actor(by, say),
    device && say.device(short(device)),
    origin?.platform,
    origin?.ip && say.fromIp(origin.ip),
    rule && say.rule(rule),
    node && say.onNode(node),
    attempt?.error,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Whether something went wrong there. */
export function failed(event: CallEvent): boolean {
  if (event.source === 'webhook') return event.attempt?.error !== undefined;
  return event.type === 'connect_aborted' || event.reason === 'offline' || event.reason === 'interrupted';
}
