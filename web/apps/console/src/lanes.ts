import type { Call, CallEvent, Leg } from './wire';

/** A call as a picture: a lane for each member, what happened on it, and the time below. Pure; the clock is the server's. */

/** waiting: in the call before somebody answered. */
export type Phase = 'ringing' | 'waiting' | 'talking';

export interface Span {
  phase: Phase;
  from: number;
  until: number;
}

export interface Mark {
  at: number;
  event: CallEvent;
}

export interface Lane {
  /** The member; or the lane of what is nobody's: webhooks, and the call itself. */
  of: { user: string } | 'call' | 'webhook';
  spans: Span[];
  marks: Mark[];
  /** What became of the member in the end, if they are gone. */
  last?: Leg;
}

export interface Picture {
  from: number;
  until: number;
  lanes: Lane[];
  /** Where the time is written, in milliseconds from the start. */
  ticks: number[];
}

export function picture(call: Call, events: readonly CallEvent[]): Picture {
  const from = Date.parse(call.started_at);
  const answered = call.answered_at === undefined ? Infinity : Date.parse(call.answered_at);
  const now = from + call.ring_ms + call.talk_ms;
  const over = call.end ? Date.parse(call.end.at) : now;
  // Some room behind the end, where what came after it stands.
  const until = over + Math.max(500, (over - from) * 0.06);

  const lanes = new Map<string, Lane>();
  for (const leg of call.legs) {
    const lane = lanes.get(leg.user) ?? { of: { user: leg.user }, spans: [], marks: [] };
    lanes.set(leg.user, lane);
    lane.spans.push(...spansOf(leg, from, answered, over));
    if (leg.state === 'gone') lane.last = leg;
    else delete lane.last;
  }
  const whole: Lane = { of: 'call', spans: [], marks: [] };
  const webhooks: Lane = { of: 'webhook', spans: [], marks: [] };
  for (const event of events) {
    const mark = { at: clamp(Date.parse(event.at), from, until), event };
    const lane = event.source === 'webhook' ? webhooks : (lanes.get(event.user ?? '') ?? whole);
    lane.marks.push(mark);
  }
  const rest = [whole, webhooks].filter(({ marks }) => marks.length > 0);
  return { from, until, lanes: [...lanes.values(), ...rest], ticks: ticks(until - from) };
}

function spansOf(leg: Leg, start: number, answered: number, over: number): Span[] {
  const invited = leg.invited_at === undefined ? undefined : Date.parse(leg.invited_at);
  const joined = leg.joined_at === undefined ? undefined : Date.parse(leg.joined_at);
  const gone = leg.gone_at === undefined ? over : Date.parse(leg.gone_at);
  const spans: Span[] = [];
  const add = (phase: Phase, from: number, until: number) => {
    if (until > from) spans.push({ phase, from, until });
  };
  if (leg.role !== 'caller' || joined === undefined) add('ringing', invited ?? joined ?? start, joined ?? gone);
  if (joined !== undefined) {
    add('waiting', joined, Math.min(answered, gone));
    add('talking', Math.max(joined, answered), gone);
  }
  return spans;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 6, 12, 24].map((n) => n * hour),
];
/** As many as are read at a glance. */
const most = 6;

/** Round times up to a length, the start among them. */
export function ticks(length: number): number[] {
  const step = steps.find((one) => length / one <= most) ?? Math.ceil(length / most / (24 * hour)) * 24 * hour;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}

/** Where a time is between two, in percent. */
export function share(at: number, { from, until }: { from: number; until: number }): number {
  return until > from ? Math.round(((at - from) / (until - from)) * 10_000) / 100 : 0;
}

function clamp(value: number, least: number, largest: number): number {
  return Math.min(Math.max(value, least), largest);
}
