import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { CallKit } from './callkit';
import { CallKitSite, compat, filesOf } from './callkit-site';
import { expect, test } from './fixtures';

const run = promisify(execFile);
const guide = join(import.meta.dirname, '../../docs/migrate.md');

interface Package {
  overrides: Record<string, string>;
}

test('the app installs the engine from the server as the guide says, and needs no alias', async ({
  server,
  login,
  visit,
}) => {
  test.setTimeout(180_000); // npm may have to fetch what the packages need of others
  const text = await readFile(guide, 'utf8');
  const advice = JSON.parse(/```json\n(\{\s+"overrides".*?)```/s.exec(text)?.[1] ?? '') as Package;
  const root = await mkdtemp(join(tmpdir(), 'ringline-callkit-'));
  try {
    const { overrides, ...rest } = JSON.parse(await readFile(join(compat, 'package.json'), 'utf8')) as Package;
    const engine = advice.overrides['@trtc/call-engine-lite-js']?.replace('https://calls.example.com', server.url);
    for (const name of Object.keys(overrides)) if (engine && name.startsWith('@trtc/')) overrides[name] = engine;
    await writeFile(join(root, 'package.json'), JSON.stringify({ ...rest, overrides }));
    await writeFile(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions: { jsx: 'react-jsx' } }));
    await cp(join(compat, 'app'), join(root, 'app'), { recursive: true });
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: root });
    const built = await build({
      root: join(root, 'app'),
      configFile: false,
      logLevel: 'warn',
      build: { write: false, chunkSizeWarningLimit: 3000 },
    });

    const site = await CallKitSite.start(filesOf(built), server.url);
    try {
      const ann = await CallKit.open(site.url, visit, {
        app: Number(server.developmentApp),
        user: 'ann',
        userSig: await server.userSig(server.developmentApp, 'ann'),
      });
      const bob = await login('bob');
      await ann.ask('call by audio', { users: 'bob' });
      await bob.rings('ann');
      await bob.accept();
      await ann.hears('bob');
      await ann.hangUp();
      await ann.isIdle();
      await bob.ended('hung_up');
      expect(ann.strangers).toEqual([]);
    } finally {
      await site.stop();
    }
  } finally {
    await rm(root, { recursive: true });
  }
});

test('the guide has the alias that these tests use', async () => {
  const alias = "alias: { '@trtc/call-engine-lite-js': '@ringline/call-engine' },";
  expect(await readFile(guide, 'utf8')).toContain(alias);
  expect(await readFile(join(compat, 'vite.config.ts'), 'utf8')).toContain(alias);
});
