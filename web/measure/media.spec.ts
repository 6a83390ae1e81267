import { loadavg } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { build, preview } from 'vite';
import { Server } from '../e2e/server';
import type { Answer } from '../e2e/server';
import { installWitness, received } from '../e2e/witness';
import { machine, quantile, show } from './report';

const app = '1400000001';
const calls = 50;
/** How many of them count for the time to the first sound. */
const listened = 30;

const pages = join(import.meta.dirname, '../../build/measure/page');

test('from accepting to hearing, and from end_call to knowing', async ({ browser }) => {
  const config = {
    root: import.meta.dirname,
    logLevel: 'warn',
    build: { outDir: pages, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1000 },
    preview: { host: '127.0.0.1', port: 0 },
  } as const;
  await build(config);
  const site = await preview(config);
  const server = await Server.start();
  try {
    const end = await ender(server);
    const url = site.resolvedUrls?.local[0] ?? '';
    const alice = await open(browser, url, server, 'alice');
    const bob = await open(browser, url, server, 'bob');
    const times: Times = { callee: [], caller: [], sent: [], answered: [], silent: [] };
    const load = loadavg()[0] ?? 0;
    for (let n = 0; n < calls; n++) {
      const [id] = await Promise.all([
        alice.evaluate(() => window.bench.call('bob')),
        bob.evaluate(() => window.bench.rings()),
      ]);
      const accepted = await bob.evaluate(() => window.bench.accept());
      const [caller, callee] = await Promise.all([alice, bob].map((page) => page.evaluate(() => window.bench.heard())));
      if (n === 0) for (const page of [alice, bob]) await hears(page);
      if (n < listened) {
        times.callee.push((callee ?? NaN) - accepted);
        times.caller.push((caller ?? NaN) - accepted);
      }
      const { sent, answered } = await end(id);
      const known = Math.max(
        ...(await Promise.all([alice, bob].map((page) => page.evaluate(() => window.bench.ended())))),
      );
      times.sent.push(known - sent);
      times.answered.push(known - answered);
      times.silent.push(Math.max(...(await Promise.all([alice, bob].map(silence)))) - answered);
    }
    await report(times, browser.version(), Math.max(load, loadavg()[0] ?? 0));
  } finally {
    await site.close();
    await server.stop();
  }
});

interface Times {
  /** From accepting until the callee, the caller heard something. */
  callee: number[];
  caller: number[];
  /** From sending end_call, and from its answer, until both pages knew. */
  sent: number[];
  answered: number[];
  /** From its answer until both microphones were off. */
  silent: number[];
}

/** A page of a user, in a browser profile of its own. */
async function open(browser: Browser, url: string, server: Server, user: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'] });
  await context.addInitScript(installWitness);
  const page = await context.newPage();
  await page.goto(url);
  const login = { server: server.url, app: Number(app), user, userSig: await server.userSig(app, user) };
  await page.evaluate((login) => window.bench.login(login), login);
  return page;
}

/** The receiver's own statistics say that there is sound, too. */
async function hears(page: Page): Promise<void> {
  await expect.poll(async () => (await page.evaluate(received)).audioEnergy).toBeGreaterThan(0.001);
}

/** When the page had stopped capturing. */
async function silence(page: Page): Promise<number> {
  const at = await page.waitForFunction(() => window.witness.silentAt);
  return at.jsonValue();
}

/** Ends calls as a back end does, and tells when that was. */
async function ender(server: Server): Promise<(id: string) => Promise<{ sent: number; answered: number }>> {
  const query = new URLSearchParams({
    sdkappid: app,
    identifier: 'administrator',
    usersig: await server.userSig(app, 'administrator'),
    random: '1',
    contenttype: 'json',
  });
  const url = `${server.url}/v4/call_engine_http_srv/end_call?${query.toString()}`;
  return async (id) => {
    const sent = performance.timeOrigin + performance.now();
    const answer = (await (
      await fetch(url, { method: 'POST', body: JSON.stringify({ CallId: id }) })
    ).json()) as Answer;
    const answered = performance.timeOrigin + performance.now();
    expect(answer).toMatchObject({ ErrorCode: 0 });
    return { sent, answered };
  };
}

async function report(times: Times, browser: string, load: number): Promise<void> {
  const rows: [string, number[]][] = [
    ['accept → the callee hears the caller', times.callee],
    ['accept → the caller hears the callee', times.caller],
    ['`end_call` answered → both pages know', times.answered],
    ['`end_call` sent → both pages know', times.sent],
    ['`end_call` answered → both microphones are off', times.silent],
  ];
  const cells = ([what, all]: [string, number[]]) =>
    `| ${what} | ${all.length} | ${[0.5, 0.95, 0.99, 1].map((q) => `${quantile(all, q).toFixed(0)} ms`).join(' | ')} |`;
  const block = [
    machine(browser, load),
    '',
    '| from → to | calls | p50 | p95 | p99 | most |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(cells),
    '',
  ].join('\n');
  await show('media', block);
}
