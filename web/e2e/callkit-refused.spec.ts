import { expect, test } from './fixtures';

/** The documented call kit, as npm has it, on our engine: what it says about calls that cannot be made. */

test('without the microphone', async ({ callkit }) => {
  const ann = await callkit('ann', { expected: /CallService】call/ });
  const ben = await callkit('ben');
  await ann.forbid('microphone');
  await ann.ask('call by audio', { users: 'ben' });
  await expect(ann.dialog).toContainText('permission was denied');
  await expect(ann.toast).toContainText('no microphone access');
  await ann.picture('refused-microphone');
  await ann.isIdle();
  await ben.isIdle();
});

test('who is in a call may not start another', async ({ callkit }) => {
  const [ann, ben, cem] = [await callkit('ann'), await callkit('ben'), await callkit('cem')];
  await ann.ask('call by audio', { users: 'ben' });
  await ben.rings();
  await ben.accept();
  await ann.reaches('calling-c2c-audio');
  await ann.ask('call by audio', { users: 'cem' });
  await ann.hears('ben');
  await cem.isIdle();
  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});
