import { expect, it } from 'vitest';
import { Refusal } from './api';
import { en } from './texts/en';
import type { CallEvent } from './wire';
import { circumstances, explain, failed, sentence } from './words';

const at = '2026-11-30T10:00:00Z';

it.each<[Partial<CallEvent>, string]>([
  [{ type: 'started', user: 'alice' }, 'alice starts the call'],
  [{ type: 'started' }, 'The app starts the call'],
  [{ type: 'joined', user: 'bob' }, 'bob comes in'],
  [{ type: 'joined', source: 'media', user: 'bob' }, 'Media of bob flows'],
  [{ type: 'track_published', source: 'media', user: 'bob', detail: { source: 'camera' } }, 'bob sends: Camera'],
  [{ type: 'media_moved', host: 'calls-2' }, 'Its media goes to calls-2'],
  [{ type: 'ended', result: 'no_answer' }, 'The call is over: Not answered'],
  [{ type: 'attempt', source: 'webhook', attempt: { at, took_ms: 3, event: 'call_end', status: 200 } }, 'Webhook call_end: HTTP 200'],
  [{ type: 'attempt', source: 'webhook', attempt: { at, took_ms: 3, event: 'call_end', error: 'refused' } }, 'Webhook call_end: refused'],
  [{ type: 'something_new', user: 'bob' }, 'something_new bob'],
])('%j', (event, text) => expect(sentence({ at, source: 'call', type: '', ...event }, en)).toBe(text)); // prettier-ignore

it('says why, by whom, from where', () => {
  const event: CallEvent = {
    at, source: 'call', type: 'ended', reason: 'ended_by_app', by: { kind: 'admin', name: 'token:a' }, rule: 'end', node: 'calls-1',
    origin: { platform: 'api', ip: '192.0.2.1' },
  }; // prettier-ignore
  expect(circumstances(event, en)).toBe('ended by the app · token:a · api · from 192.0.2.1 · rule end · on calls-1');
  expect(circumstances({ at, source: 'call', type: 'left', user: 'bob', by: { kind: 'user', name: 'bob' } }, en)).toBe(
    '',
  );
});

it('knows what went wrong', () => {
  const attempt = (how: { status?: number; error?: string }): CallEvent => ({ at, source: 'webhook', type: 'attempt', attempt: { at, took_ms: 1, ...how } }); // prettier-ignore
  expect(failed(attempt({ status: 200 }))).toBe(false);
  expect(failed(attempt({ status: 500, error: 'it answered 500' }))).toBe(true);
  expect(failed(attempt({ error: 'nobody is there' }))).toBe(true);
  // The status alone does not tell: a back end may say in its answer that it did not take it.
  expect(failed(attempt({ status: 200, error: 'the answer says FAIL' }))).toBe(true);
  expect(failed({ at, source: 'call', type: 'left', reason: 'offline' })).toBe(true);
});

it('explains what was refused, with the request where it says no more', () => {
  expect(explain(new Refusal('ended', 409, 'the call has ended'), en)).toBe(en.fault.ended);
  expect(explain(new Refusal('internal', 500, 'Our fault.', 'R7'), en)).toBe(
    'Our fault. Request R7 in the server’s log.',
  );
  expect(explain(new Error('odd'), en)).toBe('odd');
});
