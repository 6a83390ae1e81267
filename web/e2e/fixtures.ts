/* eslint no-empty-pattern: off -- Playwright reads the patterns to find out what a fixture needs */
import { expect, test as base } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
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
  /** Opens any page in a browser profile of its own. What it may complain about is expected. */
  visit: (url: string, expected?: RegExp) => Promise<Page>;
}

interface WorkerFixtures {
  server: Server;
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
    await use(async (url, expected) => {
      const page = await watched(browser, contextOptions, (text) => {
        if (!expected?.test(text)) complaints.push(text);
      });
      pages.push(page);
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

async function watched(
  browser: Browser,
  options: BrowserContextOptions,
  complain: (text: string) => void,
): Promise<Page> {
  const context = await browser.newContext({ ...options, permissions: ['camera', 'microphone'] });
  await context.addInitScript(installWitness);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complain(error.stack ?? error.message));
  return page;
}

export { expect };
