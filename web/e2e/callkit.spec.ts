import { expect, test } from './fixtures';

/** The documented call kit, as npm has it, on our engine: one to one. */

test('by audio, and the name of each is the one that the service has', async ({ server, callkit }) => {
  await server.setProfile(server.developmentApp, 'ann', { name: 'Ann Archer' });
  await server.setProfile(server.developmentApp, 'ben', { name: 'Ben Baker' });
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.picture('idle');

  await ann.ask('call by audio', { users: 'ben' });
  await ben.rings();
  await expect(ann.window).toContainText('Awaiting response');
  await expect(ann.window).toContainText('Ben Baker');
  await expect(ben.window).toContainText('Ann Archer');
  await expect(ben.window).toContainText('invites you to a voice call');
  await ann.picture('audio-calling');
  await ben.picture('audio-ringing');

  await ben.accept();
  for (const one of [ann, ben]) await one.reaches('calling-c2c-audio');
  await ann.hears('ben');
  await ben.hears('ann');
  await expect(ann.window).toContainText(/00:00:\d\d/);
  await ann.picture('audio-connected');

  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});

test('by video', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await ann.sees('localVideo');
  await expect(ben.window).toContainText('invites you to a video call');
  await ann.picture('video-calling');
  await ben.picture('video-ringing');

  await ben.accept();
  for (const one of [ann, ben]) await one.reaches('calling-c2c-video');
  await Promise.all([ann.sees('ben'), ben.sees('ann')]);
  await Promise.all([ann.sees('localVideo'), ben.sees('localVideo')]);
  await Promise.all([ann.hears('ben'), ben.hears('ann')]);
  await ann.picture('video-connected');

  await ben.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});

test('declined', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await ben.decline();
  await expect(ann.toast).toContainText('other side reject call');
  await ann.picture('rejected');
  for (const one of [ann, ben]) await one.isIdle();
});

test('canceled by the caller', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.ask('call by audio', { users: 'ben' });
  await ben.rings();
  await ann.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
  await ben.picture('canceled');
});

test('busy', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  const cem = await callkit('cem');
  await ann.ask('call by audio', { users: 'ben' });
  await ben.rings();
  await ben.accept();
  await ann.reaches('calling-c2c-audio');

  await cem.ask('call by audio', { users: 'ben' });
  await expect(cem.toast).toContainText('other side line busy');
  await cem.picture('busy');
  await cem.isIdle();
  await ben.reaches('calling-c2c-audio');

  await ben.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});

test('not answered in time', async ({ server, callkit }) => {
  const app = await server.createApp('--ring-timeout', '3s');
  const ann = await callkit('ann', { app });
  const ben = await callkit('ben', { app });
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await expect(ann.toast).toContainText('call timeout');
  await ann.picture('no-answer');
  for (const one of [ann, ben]) await one.isIdle();
});

test('ended by the server', async ({ server, callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await ben.accept();
  await Promise.all([ann.sees('ben'), ben.sees('ann')]);

  const CallId = await ann.callId();
  expect(await ben.callId()).toBe(CallId);
  expect(await server.v4(server.developmentApp, 'end_call', { CallId })).toMatchObject({ ErrorCode: 0 });
  for (const one of [ann, ben]) await one.isIdle();
  await ann.picture('ended-by-server');
  const { call } = await server.show(CallId);
  expect(call.end).toMatchObject({ reason: 'ended_by_app', by: { kind: 'admin' } });
});

test('logged in elsewhere', async ({ server, callkit }) => {
  const app = await server.createApp();
  const first = await callkit('ann', { app });
  await callkit('ann', { app });
  await expect(first.me).toHaveAttribute('data-state', 'kicked out');
});

test('logged out and in again', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  await ann.ask('log out');
  await expect(ann.me).toHaveAttribute('data-state', 'out');
  await ann.login();
  await ben.ask('call by audio', { users: 'ann' });
  await ann.rings();
  await ann.decline();
  for (const one of [ann, ben]) await one.isIdle();
});

test('a name that a user takes is shown to the next who is called', async ({ callkit }) => {
  const [ann, ben] = [await callkit('ann'), await callkit('ben')];
  await ann.ask('set name', { text: 'Ann of the North' });
  await ann.ask('call by audio', { users: 'ben' });
  await ben.rings();
  await expect(ben.window).toContainText('Ann of the North');
  await ben.decline();
  for (const one of [ann, ben]) await one.isIdle();
});

test('a page that is closed is out of its call', async ({ callkit }) => {
  const [ann, ben] = [await callkit('ann'), await callkit('ben')];
  await ann.ask('call by audio', { users: 'ben' });
  await ben.rings();
  await ben.accept();
  await ann.reaches('calling-c2c-audio');
  await ann.page.close();
  await ben.isIdle();
});
