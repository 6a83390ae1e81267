import { FakeDevice, FakeServer } from '@ringline/call-engine/testing';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCall } from './hooks/useCall';
import { useConnection } from './hooks/useConnection';
import { useEngine } from './hooks/useEngine';
import { usePresence } from './hooks/usePresence';
import { useProfile, useProfiles, useSetProfile } from './hooks/useProfiles';
import { RinglineProvider } from './RinglineProvider';
import { Session } from './session';
import { settle, show, town } from './testing/people';

let server: FakeServer;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_764_000_000_000 });
  sessionStorage.clear();
  server = new FakeServer();
  vi.stubGlobal('WebSocket', server.WebSocket);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')));
});

afterEach(async () => {
  cleanup();
  await settle(1);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function Self() {
  const { state, self, error } = useConnection();
  const { call } = useCall();
  return (
    <p data-testid={self?.user ?? 'nobody'} data-state={state} data-call={call?.id}>
      {error}
    </p>
  );
}

interface Login {
  user: string;
  token?: string;
  getToken?: () => Promise<string>;
}

function page(...logins: Login[]) {
  return (
    <StrictMode>
      {logins.map(({ user, token = `sig-${user}`, getToken }, index) => (
        <RinglineProvider
          key={index}
          app={7}
          user={user}
          token={token}
          getToken={getToken}
          serverUrl="http://calls.test"
        >
          <Self />
        </RinglineProvider>
      ))}
    </StrictMode>
  );
}

const stateOf = (user: string) => screen.getByTestId(user).dataset.state;

test('logs in once, although StrictMode mounts it twice, and out when it goes', async () => {
  const view = render(page({ user: 'alice' }));
  expect(stateOf('nobody')).toBe('connecting');
  await settle(1);
  expect(stateOf('alice')).toBe('connected');
  expect(server.tokens).toEqual(['sig-alice']);
  view.unmount();
  await settle(1);
  expect(server.online('alice')).toBe(false);
});

test('a session that is taken hold of again while it ends hears of calls', async () => {
  const session = new Session({ app: 7, serverUrl: 'http://calls.test' }, { user: 'alice', token: 'sig-alice' });
  const release = session.retain();
  await settle(1);
  release();
  vi.advanceTimersByTime(0); // it begins to end
  expect(session.store.get().ready).toBe(false);
  const again = session.retain();
  await settle(1);
  const bob = new FakeDevice(server, 'bob', 'bob-1');
  await bob.login();
  await bob.engine.calls({ userIDList: ['alice'], type: 1 });
  await settle(1);
  expect(session.store.get().call).toMatchObject({ state: 'incoming', from: 'bob' });
  again();
});

test('two providers of one page share nothing', async () => {
  render(page({ user: 'alice' }, { user: 'bob' }));
  await settle(1);
  expect(server.tokens.sort()).toEqual(['sig-alice', 'sig-bob']);
  expect([stateOf('alice'), stateOf('bob')]).toEqual(['connected', 'connected']);
});

test('another user is another session: the old one is logged out', async () => {
  const view = render(page({ user: 'alice' }));
  await settle(1);
  view.rerender(page({ user: 'bob' }));
  expect(screen.queryByTestId('alice')).toBeNull(); // not even once
  await settle(1);
  expect(stateOf('bob')).toBe('connected');
  expect([server.online('alice'), server.online('bob')]).toEqual([false, true]);
});

test('a server that is away is tried until it is back', async () => {
  server.up = false;
  render(page({ user: 'alice' }));
  await settle(40_000);
  expect(stateOf('nobody')).not.toBe('connected');
  server.up = true;
  await settle(30_000);
  expect(stateOf('alice')).toBe('connected');
});

test('a token that is refused is over, and a new one begins again', async () => {
  server.judge = ({ token }) => (token === 'good' ? undefined : { code: 1105, message: 'bad signature' });
  const view = render(page({ user: 'alice', token: 'bad' }));
  await settle(1);
  expect(stateOf('nobody')).toBe('over');
  expect(screen.getByTestId('nobody').textContent).toBe('The server did not accept this sign-in.');
  view.rerender(page({ user: 'alice', token: 'good' }));
  await settle(1);
  expect(stateOf('alice')).toBe('connected');
});

test('a token that is about to expire is fetched anew by the newest getToken', async () => {
  server.ttl = 60;
  const view = render(page({ user: 'alice', getToken: () => Promise.resolve('first') }));
  await settle(1);
  view.rerender(page({ user: 'alice', getToken: () => Promise.resolve('second') }));
  await settle(60_000);
  expect(server.tokens.at(-1)).toBe('second');
  expect(stateOf('alice')).toBe('connected');
});

test('a token that the page gives in good time is used when the old one ends', async () => {
  server.ttl = 60;
  const view = render(page({ user: 'alice', token: 'first' }));
  await settle(1);
  view.rerender(page({ user: 'alice', token: 'second' }));
  await settle(1);
  expect(server.tokens).toEqual(['first']);
  await settle(60_000);
  expect(server.tokens.at(-1)).toBe('second');
  expect(stateOf('alice')).toBe('connected');
});

test('an engine that the page gave is used, and left as it was', async () => {
  const { alice, server: other } = town();
  const view = await show(alice, <Self />);
  expect(stateOf('alice')).toBe('connected');
  view.unmount();
  await settle(1);
  expect(other.online('alice')).toBe(true);
  await alice.engine.logout();
});

test('another user on a given engine: the one before is logged out, and nothing of theirs is seen', async () => {
  const { alice, bob, server: other } = town();
  const view = await show(alice, <Self />);
  await bob.login();
  await bob.engine.calls({ userIDList: ['alice'], type: 1 });
  await settle();
  await alice.engine.accept();
  await settle();
  expect(screen.getByTestId('alice').dataset.call).toBe('call-1');

  const seen: string[] = [];
  const Watch = () => {
    const { call } = useCall();
    const { self } = useConnection();
    seen.push(`${self?.user ?? 'nobody'} ${call?.id ?? 'idle'}`);
    return null;
  };
  view.rerender(
    <RinglineProvider engine={alice.engine} user="carol" token="sig-carol">
      <Self />
      <Watch />
    </RinglineProvider>,
  );
  await settle(1);
  expect(stateOf('carol')).toBe('connected');
  expect([other.online('alice'), other.online('carol')]).toEqual([false, true]);
  expect([...new Set(seen)]).toEqual(['nobody idle', 'carol idle']);
  expect(bob.last('onCallEnd')).toMatchObject({ word: 'hung_up' });
  await alice.engine.logout();
});

test('who makes calls by the engine sees them in the hooks, and a call that was there before', async () => {
  const { alice, bob } = town();
  await Promise.all([alice.login(), bob.login()]);
  await alice.engine.calls({ userIDList: ['bob'], type: 1 });
  const Caller = () => {
    const engine = useEngine();
    return <button onClick={() => void engine.hangup()}>hang up</button>;
  };
  await show(
    alice,
    <>
      <Self />
      <Caller />
    </>,
  );
  expect(screen.getByTestId('alice').dataset.call).toBe('call-1');
  act(() => screen.getByText('hang up').click());
  await settle();
  expect(screen.getByTestId('alice').dataset.call).toBeUndefined();
});

test('a reload within a call unmutes nobody', async () => {
  const { alice, bob } = town();
  sessionStorage.setItem('ringline.wish.alice', JSON.stringify({ microphone: false, camera: true }));
  await Promise.all([alice.login(), bob.login()]);
  await bob.engine.calls({ userIDList: ['alice'], type: 2 });
  await alice.engine.accept();
  await show(alice, <Self />);
  expect(alice.media.log).not.toContain('openMicrophone');
  expect(alice.media.log).toContain('openCamera');
});

test('profiles that are wanted at one time are asked for together, and once', async () => {
  const { alice, server: other } = town();
  const Names = ({ users }: { users: string[] }) => (
    <p>
      {useProfiles(users)
        .map(({ name }) => name)
        .join()}
    </p>
  );
  await show(
    alice,
    <>
      <Names users={['bob', 'carol']} />
      <Names users={['carol', 'dave']} />
    </>,
  );
  expect(screen.getByText('Bob Example,carol')).toBeTruthy();
  expect(other.count('profiles.get')).toBe(1);
});

test('presence follows the connection, and is asked for only where it is shown', async () => {
  const { alice, bob, server: other } = town();
  await bob.login();
  const Online = () => <p data-testid="online">{[...(usePresence().online ?? ['unknown'])].join()}</p>;
  const view = await show(alice, <Self />);
  expect(other.count('users.online')).toBe(0);
  view.unmount();
  await settle(1);
  await show(alice, <Online />);
  expect(screen.getByTestId('online').textContent).toBe('bob');
  other.publish('alice', { presence: { user: 'bob', online: false } });
  await settle();
  expect(screen.getByTestId('online').textContent).toBe('');
});

test('a hook outside of a provider says what to do', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(() => render(<Self />)).toThrow('must be used below <RinglineProvider>');
});

test('a picture that is set by its path is shown from the server', async () => {
  const people = town();
  people.server.overrides.set('profile.set', (data, { user }) => ({ profile: { user, ...data } }));
  const seen: string[] = [];
  const Mine = () => {
    seen.push(useProfile().avatar);
    const set = useSetProfile();
    return <button data-testid="set" onClick={() => void set({ avatar: '/avatars/hiro.svg' })} />;
  };
  await show(people.alice, <Mine />);
  fireEvent.click(screen.getByTestId('set'));
  await settle();
  expect(seen.at(-1)).toBe('http://calls.test/avatars/hiro.svg');
});
