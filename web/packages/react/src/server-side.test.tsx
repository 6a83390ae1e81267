// @vitest-environment node
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CallHistory, CallKit, DeviceSettings, RinglineProvider } from './index';

test('renders on a server, where there is no window', () => {
  expect(typeof window).toBe('undefined');
  const html = renderToString(
    <RinglineProvider app={7} user="alice" token="sig">
      <CallKit />
      <CallHistory />
      <DeviceSettings />
    </RinglineProvider>,
  );
  expect(html).toContain('Calls');
});
