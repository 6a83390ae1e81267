import { expect, phone, test } from './react-kit';

test('group', async ({ open }) => {
  const alice = await open('alice');
  const bob = await open('bob', { theme: 'light' });
  const carol = await open('carol', { locale: 'ar', size: phone, theme: 'dark' });
  await alice.see('call-two').click();
  await bob.rings('alice');
  await alice.page.waitForTimeout(600);
  await alice.picture('outgoing-group');
  await carol.rings('alice');
  await carol.picture('incoming-ar');
  await bob.picture('incoming-light');
  await bob.accept();
  await alice.inCall(/^connected$/);
  await alice.page.waitForTimeout(1500);
  await alice.picture('group-ringing');
  await carol.accept();
  await alice.seesAndHears('carol');
  await alice.page.waitForTimeout(3000);
  await alice.picture('group');
  await carol.picture('group-ar-phone');
  await alice.see('layout').click();
  await alice.page.waitForTimeout(300);
  await alice.picture('group-speaker');
  await carol.see('layout').click();
  await carol.see('camera').click();
  await carol.see('mute').click();
  await carol.page.waitForTimeout(600);
  await carol.picture('group-speaker-ar-phone');
  await alice.see('mute').hover();
  await alice.page.waitForTimeout(600);
  await alice.picture('group-tip');
  await alice.page.evaluate(() => {
    Object.defineProperty(navigator.mediaDevices, 'getDisplayMedia', {
      value: async () => {
        const c = document.createElement('canvas');
        c.width = 1280;
        c.height = 720;
        const x = c.getContext('2d')!;
        setInterval(() => {
          x.fillStyle = '#fafafa';
          x.fillRect(0, 0, 1280, 720);
          x.fillStyle = '#234';
          x.font = '64px sans-serif';
          x.fillText('Slides ' + Date.now(), 80, 200);
        }, 100);
        return c.captureStream(10);
      },
    });
  });
  await alice.see('screen').click();
  await expect(bob.see('screen-alice')).toBeVisible();
  await bob.page.waitForTimeout(2500);
  await bob.picture('screen');
  await alice.picture('screen-own');
  await alice.see('hangup').click();
});

test('inline', async ({ open }) => {
  const alice = await open('alice', { placement: 'inline', theme: 'dark' });
  const bob = await open('bob', { locale: 'ja' });
  await alice.picture('inline-idle');
  await alice.see('call-voice').click();
  await bob.rings('alice');
  await alice.picture('inline-outgoing');
  await bob.picture('incoming-ja');
  await bob.accept();
  await bob.page.waitForTimeout(1500);
  await bob.picture('voice');
  await alice.picture('inline-voice');
  await bob.see('hangup').click();
  await alice.ended('hung_up');
  await alice.picture('inline-ended');
  await bob.picture('ended-ja');
});
