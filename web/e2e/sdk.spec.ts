import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import { expect, test } from './fixtures';
import { received } from './witness';

/** The app of a server in development mode. */
const devApp = '1400000001';

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** What is in the address of a page after #: whose page it is, on which server. */
const page = 'const { app, server, user, sig } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));';

/** An app of somebody who has the address of a server, and nothing of ours but what the server hands out. */
const files = {
  'package.json': JSON.stringify({ name: 'an-app', private: true, type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'] },
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [] },
    },
    include: ['main.ts'],
  }),
  'index.html':
    '<title>An app</title><link rel="icon" href="data:," /><div id="view"></div><script type="module" src="/main.ts"></script>',
  'main.ts': `
    import { TUICallEngine, TUICallEvent } from '@ringline/call-engine';

    ${page}
    if (!app || !server || !user || !sig) throw new Error('whose page is this?');
    const engine = TUICallEngine.createInstance({ SDKAppID: Number(app), serverUrl: server });
    engine.on(TUICallEvent.USER_VIDEO_AVAILABLE, ({ userID, isVideoAvailable }) => {
      if (isVideoAvailable) void engine.startRemoteView({ userID, videoViewDomID: 'view' });
    });
    engine.on(TUICallEvent.ON_CALL_END, ({ word }) => (document.title = word));
    await engine.login({ userID: user, userSig: sig });
    await engine.calls({ userIDList: ['bob'], type: 2 });
    await Promise.all([engine.openMicrophone(), engine.openCamera()]);
  `,
};

/** A page that was never built: a file that any web server can give. */
const plain = (
  server: string,
) => `<title>A page</title><link rel="icon" href="data:," /><div id="view"></div><script type="module">
  import { TUICallEngine, TUICallEvent } from '${server}/sdk/call-engine.js';

  ${page}
  const engine = TUICallEngine.createInstance({ SDKAppID: Number(app), serverUrl: server });
  engine.on(TUICallEvent.ON_CALL_RECEIVED, async () => {
    await engine.accept();
    await Promise.all([engine.openMicrophone(), engine.openCamera()]);
    document.title = 'talking';
  });
  engine.on(TUICallEvent.USER_VIDEO_AVAILABLE, ({ userID, isVideoAvailable }) => {
    if (isVideoAvailable) void engine.startRemoteView({ userID, videoViewDomID: 'view' });
  });
  engine.on(TUICallEvent.ON_CALL_END, ({ word }) => (document.title = word));
  await engine.login({ userID: user, userSig: sig });
  document.title = 'ready';
  globalThis.hangup = () => engine.hangup();
</script>`;

test('an app installs the packages from the server, builds and calls a page without a build', async ({
  server,
  visit,
}) => {
  test.setTimeout(180_000); // npm may have to fetch what the packages need of others
  const root = await mkdtemp(join(tmpdir(), 'ringline-app-'));
  try {
    const sources = { ...files, 'public/plain.html': plain(server.url) };
    for (const [name, text] of Object.entries(sources)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const npm = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', root];
    await run('npm', [...npm, `${server.url}/sdk/call-engine.tgz`], { cwd: root });
    expect(await run(process.execPath, [tsc, '-p', root]).catch(told), 'what tsc complains about').toMatchObject({
      stdout: '',
    });
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      build: { target: 'es2022', chunkSizeWarningLimit: 1000 },
    });

    const web = await preview({ root, configFile: false, preview: { host: '127.0.0.1', port: 0 } });
    try {
      const { port } = web.httpServer.address() as AddressInfo;
      const open = async (path: string, user: string) => {
        const sig = await server.userSig(devApp, user);
        const who = new URLSearchParams({ app: devApp, server: server.url, user, sig });
        return visit(`http://127.0.0.1:${port}/${path}#${who}`);
      };
      const bob = await open('plain.html', 'bob');
      await expect(bob).toHaveTitle('ready');
      const alice = await open('', 'alice');
      await expect(bob).toHaveTitle('talking');
      await Promise.all([seesAndHears(alice), seesAndHears(bob)]);
      await bob.evaluate('hangup()');
      for (const one of [alice, bob]) await expect(one).toHaveTitle('hung_up');
    } finally {
      await web.close();
    }
  } finally {
    await rm(root, { recursive: true });
  }
});

/** What a program said that failed. */
const told = (error: unknown) => error as { stdout: string };

/** The other's picture moves on the page, and their voice arrives. */
async function seesAndHears(page: Page): Promise<void> {
  const frames = () =>
    page.locator('#view video').evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
  await expect.poll(frames).toBeGreaterThan(5);
  await expect.poll(async () => (await page.evaluate(received)).audioEnergy).toBeGreaterThan(0);
}
