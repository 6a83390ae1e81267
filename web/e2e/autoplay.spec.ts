import { expect, test } from './fixtures';
import { talk } from './talker';

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = (launchOptions.args ?? []).filter((arg) => !arg.startsWith('--autoplay-policy'));
    await use({ ...launchOptions, args: [...args, '--autoplay-policy=document-user-activation-required'] });
  },
});

test('voices that the browser holds back are told, and one click starts them and the pictures', async ({ talker }) => {
  const alice = await talker('alice');
  const bob = await talker('bob'); // never clicks, and captures nothing
  await bob.tile('alice', 320, 180);
  await talk([alice, bob], {});
  await alice.do((engine) => engine.openMicrophone());
  await alice.do((engine) => engine.openCamera());
  await bob.watch('alice', 'alice');
  await bob.hears('ringline.media', ({ state }) => state === 'blocked');
  const playing = () =>
    bob.run(
      () => [...window.witness.players].filter((player) => player instanceof HTMLAudioElement && !player.paused).length,
    );
  expect(await playing(), 'nothing is played yet').toBe(0);

  await bob.click(() => window.engine.resumeAudio());
  await expect.poll(playing).toBe(1);
  await expect.poll(async () => (await bob.heard('ringline.media')).at(-1)).toEqual({ state: 'connected' });
  await bob.moves('alice');

  await bob.do((engine) => engine.muteAllRemoteAudio(true));
  const muted = () =>
    bob.run(() =>
      [...window.witness.players].filter((player) => player instanceof HTMLAudioElement).map(({ muted }) => muted),
    );
  expect(await muted()).toEqual([true]);
  await bob.click(() => window.engine.resumeAudio());
  expect(await muted(), 'a click does not undo what the page wants').toEqual([true]);
  await bob.do((engine) => engine.muteAllRemoteAudio(false));
  expect(await muted()).toEqual([false]);
});
