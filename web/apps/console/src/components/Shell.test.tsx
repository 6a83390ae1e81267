// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Call } from '../wire';
import { Shell } from './Shell';

/** What the server was asked for: paths below the API's, as they were sent. */
let asked: string[];
/** Who is told that the session is over. */
let signedOut: ReturnType<typeof vi.fn<(why?: unknown) => void>>;
/** Its answers, by the beginning of the path. Who asks for anything else, or gets none, waits. */
let answers: Record<string, (url: URL) => object | undefined>;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  signedOut = vi.fn<(why?: unknown) => void>();
  answers = {};
  vi.stubGlobal('fetch', (path: string, { signal }: RequestInit) => {
    asked.push(path.replace('/api/v1', ''));
    const url = new URL(path, 'http://localhost');
    const answer = Object.entries(answers).find(([start]) => path.startsWith(`/api/v1${start}`))?.[1](url);
    if (answer) return Promise.resolve(answer instanceof Response ? answer : new Response(JSON.stringify(answer)));
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  });
});

afterEach(() => {
  cleanup();
  location.hash = '';
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Shows a page to somebody whose token has these scopes. */
async function visit(hash: string, ...scopes: string[]) {
  location.hash = hash;
  const session = {
    token: 'rlt_x',
    identity: { name: 'token:a', app: '7', scopes },
    apps: [{ id: '7', name: 'Shop', disabled: false }],
  };
  render(
    <Shell session={session} settings={{ language: 'en', theme: 'auto' }} change={vi.fn()} onSignOut={signedOut} />,
  );
  await pass(0);
}

/** Time passes. */
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function call(id: string): Call {
  return {
    app: '7', id, version: 1, state: 'talking', media: 'audio', kind: 'one_to_one', caller: 'ann', room: { name: '1' }, max_members: 2,
    started_at: '2026-11-30T10:00:00Z', answered_at: '2026-11-30T10:00:05Z', ring_ms: 5000, talk_ms: 60_000,
    legs: [{ n: 0, user: 'ann', role: 'caller', state: 'joined', ring_ms: 0, talk_ms: 60_000 }],
  }; // prettier-ignore
}

it.each(['#/calls', '#/calls/c1', '#/records', '#/users', '#/users/ann', '#/webhooks', '#/webhooks/d1'])(
  'who may not see %s is told so, and nothing is asked for in vain',
  async (hash) => {
    await visit(hash, 'usage:read');
    await pass(10_000);
    expect(screen.getByTestId('nothing').textContent).toContain('lacks');
    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
    expect(asked).toEqual([]);
  },
);

it('what stands in the address leads to no other path', async () => {
  await visit('#/calls/..%2Fusers%3Fx', 'admin');
  expect(asked).toEqual(['/apps/7/calls/..%2Fusers%3Fx', '/apps/7/calls/..%2Fusers%3Fx/events']);
});

it('a list stays while more of it comes, and begins anew with another filter', async () => {
  let wait = false;
  answers['/apps/7/calls'] = (url) => {
    const second = url.searchParams.has('cursor');
    if (second && wait) return undefined;
    return second ? { calls: [call('c2')] } : { calls: [call('c1')], next_cursor: 'x' };
  };
  await visit('#/calls', 'admin');
  const more = screen.getByTestId('more');
  more.focus();
  wait = true;
  fireEvent.click(more);
  // Before the answer the first page is still there, and so is the button.
  expect(screen.queryByTestId('call-c1')).toBeTruthy();
  expect(document.activeElement).toBe(more);
  wait = false;
  await pass(0);
  expect(screen.queryByTestId('call-c1')).toBeTruthy();
  expect(screen.queryByTestId('call-c2')).toBeTruthy();
  asked.length = 0;
  fireEvent.change(screen.getByTestId('filter-media'), { target: { value: 'audio' } });
  await pass(0);
  expect(asked.map((path) => path.includes('cursor'))).toEqual([false]);
});

it('who works with the keyboard stays in the page when what they were at is gone', async () => {
  const live = call('c1');
  const over = {
    ...live, state: 'ended' as const,
    end: { at: '2026-11-30T10:02:00Z', result: 'completed' as const, reason: 'ended_by_app' as const, by: { kind: 'admin' as const }, cause: 'end' },
  }; // prettier-ignore
  let ended = false;
  answers['/apps/7/calls/c1/events'] = () => ({ events: [] });
  answers['/apps/7/calls/c1'] = () => (ended ? over : live);
  await visit('#/calls/c1', 'admin');
  screen.getByTestId('end-call').focus();
  ended = true;
  await pass(1500);
  expect(screen.queryByTestId('end-call')).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('main'));
});

it('an answer to a session that is over ends no other one', async () => {
  let refuse: (answer: Response) => void = vi.fn();
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (refuse = resolve)));
  await visit('#/calls/c1', 'admin');
  cleanup();
  refuse(new Response('{"code":"unauthorized"}', { status: 401 }));
  await pass(0);
  expect(signedOut).not.toHaveBeenCalled();
});

it('who is not sending cannot be muted, and it is said so', async () => {
  answers['/apps/7/calls/c1/events'] = () => ({ events: [] });
  answers['/apps/7/calls/c1/mute'] = () => new Response('{"code":"not_found","detail":"the user sends no camera"}', { status: 404 }); // prettier-ignore
  answers['/apps/7/calls/c1'] = () => call('c1');
  await visit('#/calls/c1', 'admin');
  fireEvent.click(screen.getByTestId('mute-ann'));
  fireEvent.click(screen.getByTestId('mute-camera'));
  await pass(0);
  expect(screen.getByTestId('outcome').textContent).toContain('ann does not send it now: Camera');
});

it.each([
  ['one of several', 'calls-1', { seen_at: '2026-11-30T10:00:00Z' }, ['calls', 'calls-1'], 'calls-1'],
  ['one that is alone, whose process has another name', 'host-4711', {}, ['calls'], 'calls'],
])('the server that answers is marked: %s', async (_, process, seen, names, marked) => {
  answers['/nodes'] = () => ({
    nodes: names.map((name) => ({ name, kind: 'server', state: 'serving', load: 0, ...seen })),
  });
  answers['/server'] = () => ({ version: '1', node: process, uptime_ms: 1, ready: true, checks: [] });
  await visit('#/overview', 'webhooks:read');
  const answering = names.filter((name) => screen.getByTestId(`node-${name}`).textContent.includes('answers you'));
  expect(answering).toEqual([marked]);
});

it('how many calls there are is said once for each filter, not whenever one comes or goes', async () => {
  let calls = [call('c1')];
  answers['/apps/7/calls'] = () => ({ calls });
  await visit('#/calls', 'admin');
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent).filter(Boolean); // prettier-ignore
  expect(said()).toEqual(['One call']);
  calls = [call('c1'), call('c2')];
  await pass(2000);
  expect(screen.getByTestId('calls-count').textContent).toBe('2 calls');
  expect(said()).toEqual(['One call']);
  calls = [];
  fireEvent.change(screen.getByTestId('filter-media'), { target: { value: 'video' } });
  await pass(0);
  expect(said()).toEqual(['Nothing like that.']);
});
