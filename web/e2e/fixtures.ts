/* eslint no-empty-pattern: off -- Playwright reads the patterns to find out what a fixture needs */
import { expect, test as base } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { CallKit } from './callkit';
import { buildCallKit, CallKitSite } from './callkit-site';
import { Person } from './person';
import { Server } from './server';
import { Talker } from './talker';
import { installWitness } from './witness';

interface TestFixtures {
  /** Opens the demo page as a user, in a browser profile of its own: each is another device. */
  login: (user: string) => Promise<Person>;
  /** Opens a page with only the engine as a user. What its console may complain about is expected. */
  talker: (user: string, expected?: RegExp) => Promise<Talker>;
  /** Starts a server of the test's own, without any app. Ask for it before {@link visit}, and it outlives the pages. */
  serve: () => Promise<Server>;
  /**
   * Opens any page in a browser profile of its own. What it may complain about is expected. Prepare is called with the
   * page while it is still empty.
   */
  visit: (url: string, expected?: RegExp, prepare?: (page: Page) => Promise<void>) => Promise<Page>;
  /** Opens the app on the call kit as a user, and logs in; the app is the development app unless another is said. */
  callkit: (user: string, options?: { app?: string; expected?: RegExp }) => Promise<CallKit>;
}

interface WorkerFixtures {
  server: Server;
  /** Where the app on the call kit is served. */
  callkitSite: CallKitSite;
}

/** Every test fails if a page of it complained in its console or threw. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  callkitSite: [
    async ({ server }, use) => {
      const site = await CallKitSite.start(await buildCallKit(), server.url);
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],

  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async () => {
      const server = await Server.start('none');
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
  },

  visit: async ({ browser, contextOptions }, use) => {
    const complaints: string[] = [];
    const pages: Page[] = [];
    await use(async (url, expected, prepare) => {
      const page = await watched(browser, contextOptions, (text) => {
        if (!expected?.test(text)) complaints.push(text);
      });
      pages.push(page);
      await prepare?.(page);
      await page.goto(url);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(complaints, 'errors in the consoles of the pages').toEqual([]);
  },

  login: async ({ server, visit }, use) => {
    await use(async (user) => {
      const person = new Person(await visit(`${server.url}/?user=${user}`), user);
      await person.connected();
      return person;
    });
  },

  callkit: async ({ server, callkitSite, visit }, use) => {
    const strangers: string[] = [];
    await use(async (user, { app = server.developmentApp, expected } = {}) => {
      const login = { app: Number(app), user, userSig: await server.userSig(app, user) };
      const page = await visit(callkitSite.url, expected, async (empty) => {
        await empty.addInitScript((login) => (window.kitLogin = login), login);
        empty.on('request', (request) => {
          const { protocol, hostname } = new URL(request.url());
          if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== '127.0.0.1') strangers.push(request.url());
        });
      });
      const kit = new CallKit(page, user);
      await kit.login();
      return kit;
    });
    expect(strangers, 'what pages asked of neither the app nor the server').toEqual([]);
  },

  talker: async ({ server, visit }, use) => {
    const talkers: Talker[] = [];
    await use(async (user, expected) => {
      const talker = await Talker.on(server, await visit('about:blank', expected), user);
      talkers.push(talker);
      return talker;
    });
    // The next test may need the same users.
    await Promise.allSettled(talkers.map((talker) => talker.do((engine) => engine.destroyInstance())));
  },
});

/** What the program behind the camera's background tells on its standard error, although nothing is wrong. */
const CHATTER = 'INFO: Created TensorFlow Lite XNNPACK delegate';

async function watched(
  browser: Browser,
  options: BrowserContextOptions,
  complain: (text: string) => void,
): Promise<Page> {
  const context = await browser.newContext({ ...options, permissions: ['camera', 'microphone'] });
  await context.addInitScript(installWitness);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith(CHATTER))
      complain(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complain(error.stack ?? error.message));
  return page;
}

export { expect };
