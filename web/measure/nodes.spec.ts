import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { test } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { Person } from '../e2e/person';
import type { Server } from '../e2e/server';
import { Site, watch } from '../e2e/site';
import { between, hangUp } from '../e2e/talk';
import { installWitness } from '../e2e/witness';
import { machine, quantile, show } from './report';

/** How often the server that has the media is killed, stands still and is stopped, each. */
const rounds = Number(process.env.ROUNDS ?? 5);

interface Trouble {
  what: string;
  begin: (server: Server) => Promise<void> | void;
  end: (server: Server) => Promise<void> | void;
  /** How long nothing was heard and seen, at either page. ms */
  voice: number[];
  picture: number[];
}

const killed: Trouble = {
  what: 'the server is killed',
  begin: (server) => server.end('SIGKILL'),
  end: (server) => server.begin(),
  voice: [],
  picture: [],
};
const frozen: Trouble = {
  what: 'the server stands still',
  begin: (server) => server.freeze(),
  end: (server) => server.thaw(),
  voice: [],
  picture: [],
};
const stopped: Trouble = {
  what: 'the server is stopped',
  begin: (server) => server.end('SIGTERM'),
  end: (server) => server.begin(),
  voice: [],
  picture: [],
};

test('how long nothing is heard or seen when the server that has the media is killed, stands still or is stopped', async ({
  browser,
}) => {
  const site = await Site.start();
  let load = 0;
  try {
    const alice = await open(browser, await site.address(site.one, site.other), 'alice');
    const bob = await open(browser, await site.address(site.other, site.one), 'bob');
    const both = [alice, bob];
    for (let n = 0; n < rounds; n++) {
      const id = await between(alice, bob);
      for (const trouble of [killed, frozen, stopped]) {
        await setTimeout(3_000); // pictures are as large as they get
        const { host } = (await site.one.show(id)).call;
        const server = host === 'one' ? site.one : site.other;
        load = Math.max(load, loadavg()[0] ?? 0);
        const watched = both.map(({ page }) => watch(page));
        await setTimeout(1_000);
        await trouble.begin(server);
        if (trouble !== stopped) await setTimeout(3_000);
        for (const one of both) await one.flows();
        for (const one of watched) {
          const { voice, picture } = await one.end();
          trouble.voice.push(voice);
          trouble.picture.push(picture);
        }
        await trouble.end(server);
        await site.whole();
      }
      await hangUp(alice, bob);
    }
  } finally {
    await site.stop();
  }
  const rows = [killed, frozen, stopped].flatMap(({ what, voice, picture }) => [
    cells(`${what} → no voice for`, voice),
    cells(`${what} → no picture for`, picture),
  ]);
  const head = ['| what | times | p50 | p95 | most |', '| --- | ---: | ---: | ---: | ---: |'];
  await show('nodes', [machine(browser.version(), load), '', ...head, ...rows, ''].join('\n'));
});

function cells(what: string, all: number[]): string {
  return `| ${what} | ${all.length} | ${[0.5, 0.95, 1].map((q) => `${(quantile(all, q) / 1000).toFixed(1)} s`).join(' | ')} |`;
}

/** A page of a user, in a browser profile of its own. */
async function open(browser: Browser, address: string, user: string): Promise<Person> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  await context.addInitScript(installWitness);
  const page = await context.newPage();
  await page.goto(`${address}/?user=${user}`);
  const person = new Person(page, user);
  await person.connected();
  return person;
}
