import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test as base } from './fixtures';
import type { Server } from './server';

const binary = join(import.meta.dirname, '../../bin/go-bot');
const app = '1400000001';

/** The example bot, running. */
interface Bot {
  /** Waits for a line of its log with that in it, from the beginning of the log. */
  says: (what: string) => Promise<void>;
}

const test = base.extend<{ start: (server: Server, ...args: string[]) => Promise<Bot> }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern to find out what a fixture needs
  start: async ({}, use) => {
    const running: ChildProcess[] = [];
    await use(async (server, ...args) => {
      const env = { ...process.env, USERSIG: await server.userSig(app, 'bot') };
      const child = spawn(binary, ['-server', server.url, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      running.push(child);
      child.on('error', () => undefined); // shows in the log that stays empty
      const log: string[] = [];
      createInterface(child.stderr).on('line', (line) => log.push(line));
      const says = async (what: string) => {
        const message = `the bot says: ${what} (make e2e builds it)`;
        await expect.poll(() => log.join('\n'), { message }).toContain(what);
      };
      await says('connected');
      return { says };
    });
    for (const child of running) {
      if (child.exitCode !== null) continue;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
  },
});

test('a page calls the example bot, hears its sound, and is told when it hangs up', async ({
  server,
  login,
  start,
}) => {
  const bot = await start(server);
  const alice = await login('alice');
  const id = await alice.call('bot', 'voice');
  await alice.inCall(/^connected$/);
  const energy = async () => (await alice.received()).audioEnergy;
  await expect.poll(energy, { message: 'alice hears the tune' }).toBeGreaterThan(0.01);
  await alice.ended('hung_up');
  await bot.says('the sound is over');
  await alice.isSilent();
  const { call } = await server.show(id);
  expect(call.end).toMatchObject({ result: 'completed', reason: 'hung_up', by: { kind: 'user', name: 'bot' } });
});

test('the example bot calls a page', async ({ server, login, start }) => {
  const alice = await login('alice');
  const bot = await start(server, '-call', 'alice', '-for', '1m');
  await alice.rings('bot');
  await alice.accept();
  await expect.poll(async () => (await alice.received()).audioEnergy).toBeGreaterThan(0.01);
  await alice.see('hangup').click();
  await bot.says('reason=hung_up by=alice');
  await alice.ended('hung_up');
});
