import { expect, test } from './fixtures';
import { Person } from './person';
import { between, hangUp, took } from './talk';

test('a camera and microphone that are not allowed: told, and the call goes on without', async ({
  server,
  login,
  launch,
  visit,
}) => {
  const alice = await login('alice');
  const browser = await launch({
    without: ['--use-fake-ui-for-media-stream'],
    args: ['--deny-permission-prompts'],
  });
  const how = { browser, permissions: [] };
  const bob = new Person(await visit(`${server.url}/?user=bob`, undefined, undefined, how), 'bob');
  await bob.connected();
  await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await expect(bob.see('notice-microphone')).toContainText('may not use the microphone. Allow it beside the address');
  await expect(bob.see('notice-camera')).toContainText('may not use the camera. Allow it beside the address');
  await bob.flows();
  await expect(bob.see('mute')).toHaveAttribute('data-look', 'off');

  await bob.page.context().grantPermissions(['microphone', 'camera']);
  await bob.see('mute').click();
  await alice.flows('voice');
  await expect(bob.see('notice-microphone')).toBeHidden();
  await hangUp(alice, bob);
});

test('a device without camera and microphone: told, and the call goes on without', async ({
  server,
  login,
  launch,
  visit,
}) => {
  const alice = await login('alice');
  const browser = await launch({ without: ['--use-fake-device-for-media-stream'] });
  const bob = new Person(await visit(`${server.url}/?user=bob`, undefined, undefined, { browser }), 'bob');
  await bob.connected();
  await alice.call('bob');
  await bob.rings('alice');
  await bob.accept();
  await expect(bob.see('notice-microphone')).toContainText('No microphone was found');
  await expect(bob.see('notice-camera')).toContainText('No camera was found');
  await bob.flows();
  await hangUp(alice, bob);
});

test('a microphone that another program uses: told, and tried again by a click', async ({ login }) => {
  const alice = await login('alice');
  const bob = await login('bob');
  // No browser lets a test occupy a device: what it says then is put in its mouth.
  await bob.page.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const taken = new DOMException('Could not start audio source', 'NotReadableError');
    mediaDevices.getUserMedia = () => {
      mediaDevices.getUserMedia = open;
      return Promise.reject(taken);
    };
  });
  await alice.call('bob', 'voice');
  await bob.rings('alice');
  await bob.accept();
  await expect(bob.see('notice-microphone')).toContainText('Another program uses the microphone');
  await bob.see('mute').click();
  await alice.flows('voice');
  await hangUp(alice, bob);
});

test('a page that is not secure: told that browsers lend nothing to it', async ({ serve, launch, visit }) => {
  const server = await serve();
  const app = await server.createApp('--multi-device', '--list-users');
  const browser = await launch({ args: ['--host-resolver-rules=MAP calls.lan 127.0.0.1'] });
  const port = new URL(server.url).port;
  const login = async (user: string, host: string) => {
    const url = `http://${host}:${port}/?user=${user}`;
    const person = new Person(await visit(url, /40[345].*\/dev\/session/, undefined, { browser }), user);
    await person.see(`suggest-${user}`).click();
    await person.see('app-input').fill(app);
    await person.see('user-input').fill(user);
    await person.see('usersig-input').fill(await server.userSig(app, user));
    await person.see('login').click();
    await person.connected();
    return person;
  };
  const alice = await login('alice', '127.0.0.1');
  const bob = await login('bob', 'calls.lan');
  expect(await bob.page.evaluate(() => isSecureContext)).toBe(false);
  await alice.call('bob', 'voice');
  await bob.rings('alice');
  await bob.accept();
  await expect(bob.see('notice-microphone')).toContainText('only to secure pages (https)');
  await bob.flows('voice');
  await hangUp(alice, bob);
});

test('sound that the browser holds back: a button lets it out', async ({ server, login, launch, visit }) => {
  const alice = await login('alice');
  const browser = await launch({ without: ['--autoplay-policy'] });
  const bob = new Person(await visit(`${server.url}/?user=bob`, undefined, undefined, { browser }), 'bob');
  await bob.connected();
  const id = await between(alice, bob, 'voice');
  await bob.see('mute').click();
  await expect(bob.see('mute')).toHaveAttribute('data-look', 'off');

  // A tab that its browser restores was not touched yet, and one that is muted captures nothing.
  const kept = await bob.page.evaluate(() => Object.entries(sessionStorage) as [string, string][]);
  const context = bob.page.context();
  await bob.page.close();
  const page = await context.newPage();
  await page.addInitScript((entries: [string, string][]) => {
    for (const [key, value] of entries) if (!key.startsWith('ringline.open.')) sessionStorage.setItem(key, value);
  }, kept);
  const restored = Date.now();
  await page.goto(`${server.url}/?user=bob`);
  // Looked at from outside: to the browser, whatever Playwright does in a page is a user's doing.
  const outside = await context.newCDPSession(page);
  const expression = `document.querySelector('[data-testid="resume-audio"]') !== null`;
  const asked = async () => (await outside.send('Runtime.evaluate', { expression })).result.value as unknown;
  await expect.poll(asked).toBe(true);
  took('restored: in the call, and told that the sound is held back', restored, Date.now());
  const click = `document.querySelector('[data-testid="resume-audio"]').click()`;
  await outside.send('Runtime.evaluate', { expression: click, userGesture: true });
  const again = new Person(page, 'bob');
  expect(await again.inCall(/^connected$/)).toBe(id);
  await expect(again.see('resume-audio')).toBeHidden();
  await again.flows('voice');
  await hangUp(alice, again);
});
