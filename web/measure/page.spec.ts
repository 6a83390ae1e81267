import { loadavg } from 'node:os';
import { test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { isAccessible } from '../e2e/accessible';
import { Server } from '../e2e/server';
import { machine, quantile, show } from './report';

/** How often each page is opened, by a browser that has none of it. */
const visits = 5;

/** A device and its network, as Lighthouse imitates them. */
interface Place {
  name: string;
  viewport: { width: number; height: number };
  /** How much slower its processor is. */
  slower: number;
  /** In ms there and back. */
  latency: number;
  /** In bit/s. */
  down: number;
  up: number;
}

const places: Place[] = [
  {
    ...{ name: 'phone, slow 4G', viewport: { width: 412, height: 823 }, slower: 4 },
    ...{ latency: 562.5, down: 1_474_560, up: 675_000 },
  },
  {
    ...{ name: 'desk', viewport: { width: 1350, height: 940 }, slower: 1 },
    ...{ latency: 40, down: 10_240_000, up: 10_240_000 },
  },
];

const sites = [
  { name: 'log in', path: '/', ready: 'suggest-alice' },
  { name: 'people and calls', path: '/?user=alice', ready: 'call-video-bob' },
];

/** What a visit is like, in ms and bytes. */
interface Visit {
  fcp: number;
  lcp: number;
  blocked: number;
  shift: number;
  usable: number;
  bytes: number;
  requests: number;
}

test('how soon the demo can be used', async ({ browser }) => {
  const server = await Server.start();
  try {
    const rows: string[] = [];
    const load = loadavg()[0] ?? 0;
    for (const site of sites) {
      for (const place of places) {
        const all: Visit[] = [];
        for (let n = 0; n < visits; n++) all.push(await visit(browser, place, server.url + site.path, site.ready));
        rows.push(row(`${site.name}, ${place.name}`, all));
      }
    }
    const block = [
      machine(browser.version(), Math.max(load, loadavg()[0] ?? 0)),
      '',
      '| page | first paint | largest paint | usable | blocked | shift | bytes | requests | axe |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      '| *good is at most* | *1.8 s* | *2.5 s* | | *200 ms* | *0.1* | | | *0* |',
      ...rows,
      '',
    ].join('\n');
    await show('page', block);
  } finally {
    await server.stop();
  }
});

async function visit(browser: Browser, place: Place, url: string, ready: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: place.viewport, permissions: ['camera', 'microphone'] });
  try {
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    await tools.send('Network.enable');
    await tools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: place.latency,
      downloadThroughput: place.down / 8,
      uploadThroughput: place.up / 8,
    });
    await tools.send('Emulation.setCPUThrottlingRate', { rate: place.slower });
    await page.addInitScript(watch);
    await page.goto(url);
    await page.getByTestId(ready).waitFor();
    const usable = await page.evaluate(() => performance.now());
    await page.waitForLoadState('networkidle');
    const seen = await read(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await isAccessible(page, url);
    return { ...seen, usable };
  } finally {
    await context.close();
  }
}

interface Watched {
  lcp: number;
  shift: number;
  /** Since the first paint. */
  blocked: number;
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page before anything else of it. */
function watch(): void {
  window.watched = { lcp: 0, shift: 0, blocked: 0 };
  const on = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('largest-contentful-paint', (entry) => (window.watched.lcp = entry.startTime));
  on('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) window.watched.shift += value;
  });
  on('longtask', (entry) => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint && entry.startTime > paint.startTime) window.watched.blocked += entry.duration - 50;
  });
}

async function read(page: Page): Promise<Omit<Visit, 'usable'>> {
  return page.evaluate(() => {
    const loaded = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    return {
      ...window.watched,
      fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
      bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0),
      requests: loaded.length,
    };
  });
}

function row(what: string, all: Visit[]): string {
  const median = (key: keyof Visit) =>
    quantile(
      all.map((visit) => visit[key]),
      0.5,
    );
  const seconds = (key: keyof Visit) => `${(median(key) / 1000).toFixed(2)} s`;
  return `| ${[
    what,
    ...[seconds('fcp'), seconds('lcp'), seconds('usable'), `${median('blocked').toFixed(0)} ms`],
    ...[median('shift').toFixed(3), `${(median('bytes') / 1000).toFixed(0)} kB`, median('requests').toFixed(0), '0'],
  ].join(' | ')} |`;
}
