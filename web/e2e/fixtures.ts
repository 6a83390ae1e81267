/* eslint no-empty-pattern: off -- Playwright reads the patterns to find out what a fixture needs */
import { expect, test as base } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { CallKit } from './callkit';
import { buildCallKit, CallKitSite } from './callkit-site';
import { Network } from './network';
import { Person } from './person';
import { Server } from './server';
import { Talker } from './talker';
import { installWitness } from './witness';

/** How a page is opened, where it differs from others. */
export interface How {
  browser?: Browser;
  /** Instead of camera and microphone. */
  permissions?: string[];
}

export interface Launch {
  /** Options that it starts with besides, and that are left out: those of ours by their beginning, Playwright's in full. */
  args?: string[];
  without?: string[];
}

interface TestFixtures {
  /** Opens the demo page as a user, in a browser profile of its own: each is another device. */
  login: (user: string) => Promise<Person>;
  /** Opens a page with only the engine as a user. What its console may complain about is expected. */
  talker: (user: string, expected?: RegExp) => Promise<Talker>;
  /** Starts a server of the test's own, without any app if not said otherwise. Ask for it before {@link visit}, and it outlives the pages. */
  serve: (app?: 'development' | 'none') => Promise<Server>;
  /**
   * Opens the demo page as a user who has a network of their own, which the test can spoil. The browser's complaints about
   * lost connections are expected.
   */
  far: (user: string, browser?: Browser) => Promise<{ person: Person; network: Network }>;
  /** Starts a browser that differs from the others in its command line. */
  launch: (change: Launch) => Promise<Browser>;
  /**
   * Opens any page in a browser profile of its own. What it may complain about is expected. Prepare is called with the
   * page while it is still empty.
   */
  visit: (url: string, expected?: RegExp, prepare?: (page: Page) => Promise<void>, how?: How) => Promise<Page>;
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
    await use(async (app = 'none') => {
      const server = await Server.start(app);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.stop();
  },

  visit: async ({ browser, contextOptions }, use) => {
    const complaints: string[] = [];
    const pages: Page[] = [];
    await use(async (url, expected, prepare, { browser: special, permissions } = {}) => {
      const options = permissions ? { ...contextOptions, permissions } : contextOptions;
      const page = await watched(special ?? browser, options, (text) => {
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

  launch: async ({ playwright, launchOptions }, use) => {
    const browsers: Browser[] = [];
    await use(async ({ args = [], without = [] }) => {
      const usual = (launchOptions.args ?? []).filter((arg) => !without.some((start) => arg.startsWith(start)));
      const browser = await playwright.chromium.launch({
        ...launchOptions,
        args: [...usual, ...args],
        ignoreDefaultArgs: without,
      });
      browsers.push(browser);
      return browser;
    });
    for (const browser of browsers) await browser.close();
  },

  far: async ({ server, visit }, use) => {
    const networks: Network[] = [];
    await use(async (user, special) => {
      const network = await Network.before(server.url);
      networks.push(network);
      const carry = (page: Page) => network.carry(page);
      const how = special ? { browser: special } : {};
      const person = new Person(await visit(`${network.url}/?user=${user}`, lostConnection, carry, how), user);
      await person.connected();
      return { person, network };
    });
    for (const network of networks) await network.stop();
  },

  login: async ({ server, visit }, use) => {
    await use(async (user) => {
      const person = new Person(await visit(`${server.url}/?user=${user}`), user);
      await person.connected();
      return person;
    });
  },

  callkit: async ({ server, callkitSite, visit }, use) => {
    const kits: CallKit[] = [];
    await use(async (user, { app = server.developmentApp, expected } = {}) => {
      const login = { app: Number(app), user, userSig: await server.userSig(app, user) };
      const kit = await CallKit.open(callkitSite.url, visit, login, expected);
      kits.push(kit);
      return kit;
    });
    expect(kits.flatMap(({ strangers }) => strangers)).toEqual([]);
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

/** How Chromium says that a connection failed. */
export const lostConnection = /WebSocket|net::ERR_|Failed to (fetch|load resource)/;

/** What the program behind the camera's background tells on its standard error, although nothing is wrong. */
const CHATTER = 'INFO: Created TensorFlow Lite XNNPACK delegate';

async function watched(
  browser: Browser,
  options: BrowserContextOptions,
  complain: (text: string) => void,
): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], ...options });
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
