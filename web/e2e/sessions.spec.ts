import { expect, lostConnection, test } from './fixtures';
import { Person } from './person';
import { between, hangUp, neverLeft, took } from './talk';

/** The app of a server that was started to try things out. */
const DEV_APP = '1400000001';

test('a new signature is fetched ahead, and a slow one costs no call', async ({ server, login, visit }) => {
  const alice = await login('alice');
  const page = await visit('about:blank');
  const short = await server.userSig(DEV_APP, 'bob', '8s');
  const end = Date.now() + 8_000;
  let asked = 0;
  let give: () => void = () => undefined;
  await page.route('**/dev/session', async (route) => {
    if (asked === 0) {
      asked = 1;
      await route.fulfill({ json: { app: Number(DEV_APP), user_sig: short } });
      return;
    }
    asked = Date.now();
    await new Promise<void>((resolve) => (give = resolve));
    await route.continue();
  });
  await page.goto(`${server.url}/?user=bob`);
  const bob = new Person(page, 'bob');
  await bob.connected();
  const id = await between(alice, bob, 'voice');
  await expect.poll(() => asked, { message: 'the app is asked' }).toBeGreaterThan(1);
  console.log(`asked ${end - asked} ms before the end`);
  expect(asked).toBeLessThan(end);
  await expect.poll(() => Date.now(), { timeout: 20_000 }).toBeGreaterThan(end + 1_500);
  await bob.connected();
  give();
  await expect(bob.see('connection')).toHaveAttribute('data-state', 'connected');
  await bob.flows('voice');
  const moments = await page.evaluate(() => window.witness.moments.map(({ said }) => said));
  expect(moments.filter((said) => said === 'connection connected')).toHaveLength(1);
  await hangUp(alice, bob);
  await neverLeft(server, id);
});

test('a signature that ended and is not renewed ends the session, and says so', async ({ serve, visit }) => {
  const server = await serve();
  const app = await server.createApp('--multi-device');
  const page = await visit(`${server.url}/?user=bob`, /40[45].*\/dev\/session|WebSocket|net::ERR_/);
  const bob = new Person(page, 'bob');
  const sig = await server.userSig(app, 'bob', '6s'); // made when the page is there: it must last until it is used
  const end = Date.now() + 6_000;
  await signIn(bob, app, sig);
  await bob.connected();
  await expect.poll(() => Date.now()).toBeGreaterThan(end + 1_500);
  await server.end('SIGKILL'); // the next connection needs a signature
  await server.begin();
  await expect(bob.see('signed-out')).toContainText('session has expired');
});

test('P2: two tabs of one user are two devices, and one of them answers', async ({ server, login }) => {
  const alice = await login('alice');
  const first = await login('bob');
  // A tab that is duplicated starts with a copy of the other's storage.
  const [page] = await Promise.all([
    first.page.context().waitForEvent('page'),
    first.page.evaluate(() => void window.open('/?user=bob')),
  ]);
  const second = new Person(page, 'bob');
  await second.connected();
  expect(await second.device()).not.toBe(await first.device());

  const id = await alice.call('bob', 'voice');
  const tabs = [first, second] as const;
  for (const tab of tabs) await tab.rings('alice');
  const twice = (button: HTMLElement) => {
    button.click();
    button.click();
  };
  await Promise.all(tabs.map((tab) => tab.see('accept').evaluate(twice)));
  await alice.inCall(/^connected$/);
  await expect
    .poll(async () => {
      const inside = await Promise.all(tabs.map((tab) => tab.see('call').count()));
      return inside.join();
    })
    .toMatch(/^(1,0|0,1)$/);
  const inside = (await first.see('call').count()) > 0 ? first : second;
  await (inside === first ? second : first).ended('answered_elsewhere');
  await inside.flows('voice');
  await hangUp(alice, inside);
  const { events } = await server.show(id);
  expect(events.filter((event) => event.type === 'answered')).toHaveLength(1);
});

test('P10: a page that comes back out of the cache of its browser is connected, as the same device', async ({
  server,
  launch,
  login,
  visit,
}) => {
  const browser = await launch({ without: ['--disable-back-forward-cache'] });
  const page = await visit(`${server.url}/?user=bob`, lostConnection, undefined, { browser });
  const bob = new Person(page, 'bob');
  await bob.connected();
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => document.body.setAttribute('data-persisted', String(persisted)));
  });
  await page.goto(`${server.url}/healthz`);
  const alice = await login('alice');
  const id = await alice.call('bob', 'voice');
  const returned = Date.now();
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.locator('body')).toHaveAttribute('data-persisted', 'true');
  took('out of the cache: connected', returned, await bob.says('connection connected', returned));
  await bob.rings('alice');
  await expect(bob.see('incoming')).toHaveAttribute('data-call-id', id);
  await bob.see('reject').click();
  await alice.ended('rejected');
});

test('without WebSockets: told what is in the way, and there as soon as it is gone', async ({ far }) => {
  const { person: bob, network } = await far('bob');
  await expect(bob.see('events').locator('[data-event="sdkReady"]')).toHaveCount(1);
  network.set('no_websockets');
  network.cut();
  await expect(bob.see('banner-connection')).toBeVisible();
  const fresh = await bob.page.context().newPage();
  const opened = Date.now();
  await fresh.goto(`${network.url}/?user=bob`);
  const other = new Person(fresh, 'bob');
  await expect(other.see('notice-error')).toContainText('no WebSocket', { timeout: 25_000 });
  expect(took('no WebSockets: told', opened, Date.now())).toBeLessThan(20_000);
  network.set('fair');
  await Promise.all([bob.connected(), other.connected()]);
  await expect(other.see('notice-error')).toBeHidden();
});

async function signIn(person: Person, app: string, sig: string): Promise<void> {
  await person.see('suggest-bob').click();
  await person.see('app-input').fill(app);
  await person.see('user-input').fill(person.user);
  await person.see('usersig-input').fill(sig);
  await person.see('login').click();
}
