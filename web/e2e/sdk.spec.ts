import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build, preview } from 'vite';
import { expect, test } from './fixtures';
import { Person } from './person';

/** The app of a server in development mode. */
const devApp = '1400000001';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const tsc = require.resolve('typescript/bin/tsc');

/** What is in the address of a page after #: whose page it is, on which server. */
const page = 'const { app, server, user, sig } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));';

/** An app of somebody who has the address of a server, and nothing of ours but what the server hands out. */
const app = {
  'package.json': JSON.stringify({ name: 'an-app', private: true, type: 'module' }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'] },
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [] },
      ...{ jsx: 'react-jsx', noUncheckedSideEffectImports: true },
    },
    include: ['main.tsx'],
  }),
  'index.html': '<title>An app</title><link rel="icon" href="data:," /><script type="module" src="/main.tsx"></script>',
  'main.tsx': `
    import { createRoot } from 'react-dom/client';
    import { CallKit, RinglineProvider, useCall } from '@ringline/react';
    import { ja } from '@ringline/react/locales/ja';
    import '@ringline/react/style.css';

    ${page}
    if (!app || !server || !user || !sig) throw new Error('whose page is this?');

    function CallBob() {
      const { start } = useCall();
      return <button onClick={() => void start('bob', { media: 'video' })}>Call bob</button>;
    }

    createRoot(document.body).render(
      <RinglineProvider app={Number(app)} user={user} token={sig} serverUrl={server} locale={ja}>
        <CallBob />
        <CallKit />
      </RinglineProvider>,
    );
  `,
};

/** A page that was never built: two files that any web server can give. */
const plain = (server: string) => ({
  'public/plain.html':
    '<title>A page</title><link rel="icon" href="data:," /><div id="view" data-testid="tile-alice"></div><script type="module" src="/plain.js"></script>',
  'public/plain.js': `
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
    globalThis.effects = async (on) => {
      await Promise.all([engine.setBlurBackground(on ? 2 : 0), engine.enableAIVoice(on)]);
    };
  `,
});

/** The policy of docs/sdk.md, for pages that load the engine and its effects from a server. */
const policy = (server: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${server} 'wasm-unsafe-eval'`,
    `connect-src ${server} ${server.replace(/^http/, 'ws')}`,
    "style-src 'self'",
    'img-src data:',
  ].join('; ');

test('an app installs the packages from the server, builds and calls a page without a build', async ({
  server,
  visit,
}) => {
  test.setTimeout(300_000); // npm may have to fetch what the packages need of others, on a busy machine
  const root = await mkdtemp(join(tmpdir(), 'ringline-app-'));
  try {
    for (const [name, text] of Object.entries({ ...app, ...plain(server.url) })) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const packages = ['call-engine', 'react'].map((name) => `${server.url}/sdk/${name}.tgz`);
    const others = ['react', 'react-dom', '@types/react', '@types/react-dom'].map(inUse);
    const quietly = ['--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', ['install', '--prefix', root, ...quietly, ...packages, ...others], { cwd: root });
    const checked = await run(process.execPath, [tsc, '-p', root]).catch((error: unknown) => error);
    expect(checked, 'what tsc has to say').toMatchObject({ stdout: '' });
    await build({ root, configFile: false, logLevel: 'error' });

    const headers = { 'Content-Security-Policy': policy(server.url) };
    const web = await preview({ root, configFile: false, preview: { host: '127.0.0.1', port: 0, headers } });
    try {
      const { port } = web.httpServer.address() as AddressInfo;
      const open = async (path: string, user: string) => {
        const sig = await server.userSig(devApp, user);
        const who = new URLSearchParams({ app: devApp, server: server.url, user, sig });
        return new Person(await visit(`http://127.0.0.1:${port}/${path}#${who}`, /^INFO: /), user); // TensorFlow's
      };
      const bob = await open('plain.html', 'bob');
      await expect(bob.page).toHaveTitle('ready');
      const alice = await open('', 'alice');
      await alice.page.getByRole('button', { name: 'Call bob' }).click();
      await alice.inCall(/^connected$/);
      await Promise.all([alice.seesAndHears('bob'), bob.seesAndHears('alice')]);
      await bob.page.evaluate('effects(true)'); // fails if what they need cannot be loaded from the server and run here
      await bob.page.evaluate('effects(false)'); // they are a lot of work where no graphics card does it
      await alice.see('hangup').click();
      await alice.ended('hung_up');
      await expect(bob.page).toHaveTitle('hung_up');
      await bob.isSilent();
    } finally {
      await web.close();
    }
  } finally {
    await rm(root, { recursive: true });
  }
});

/** A package in the version that is used here, so that npm has it already. */
function inUse(name: string): string {
  const { version } = require(`${name}/package.json`) as { version: string };
  return `${name}@${version}`;
}
