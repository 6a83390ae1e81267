import { FakeDevice, FakeServer } from '@ringline/call-engine/testing';
import { act, render } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { RinglineProvider } from '../RinglineProvider';
import type { RinglineProviderProps } from '../RinglineProvider';

type Settings = Pick<RinglineProviderProps, 'avatars' | 'doNotDisturb' | 'locale' | 'theme' | 'ringtone'>;

/** A server and who calls there. Time stands still but for {@link settle}. */
export function town() {
  const server = new FakeServer();
  server.overrides.set('profiles.get', ({ users }) => ({
    profiles: (users as string[]).filter((user) => user === 'bob').map((user) => ({ user, name: 'Bob Example' })),
  }));
  server.overrides.set('calls.history', () => ({ calls: [] }));
  const person = (user: string) => new FakeDevice(server, user, `${user}-1`);
  return { server, alice: person('alice'), bob: person('bob'), carol: person('carol') };
}

/** Lets everything happen that needs no time, or some. */
export async function settle(ms = 0): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(ms));
}

/** Renders below a provider with a device's engine, logged in, mounted twice as StrictMode does. */
export async function show(device: FakeDevice, children: ReactNode, settings: Settings = {}) {
  const tree = (more: Settings) => (
    <StrictMode>
      <RinglineProvider engine={device.engine} user={device.user} token={`sig-${device.user}`} {...more}>
        {children}
      </RinglineProvider>
    </StrictMode>
  );
  const view = render(tree(settings));
  await settle();
  return { ...view, change: (more: Settings) => view.rerender(tree(more)) };
}
