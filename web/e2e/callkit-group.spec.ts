import { expect, test } from './fixtures';

/** The documented call kit, as npm has it, on our engine: with several people. */

// Up to five pages at once send and decode.
test.describe.configure({ timeout: 150_000 });

test('a call of a group, which one leaves and the others go on with', async ({ server, callkit }) => {
  for (const [user, name] of Object.entries({ ann: 'Ann Archer', ben: 'Ben Baker', cem: 'Cem Cook' }))
    await server.setProfile(server.developmentApp, user, { name });
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  const cem = await callkit('cem');
  await ann.ask('call group by video', { users: 'ben,cem', text: 'crew' });
  for (const one of [ben, cem]) await one.rings();
  await expect(ben.window).toContainText('invites you to a group call');
  await expect(ben.window).toContainText('Ann Archer');
  await ann.picture('group-calling');
  await ben.picture('group-ringing');

  for (const one of [ben, cem]) await one.accept();
  for (const one of [ann, ben, cem]) await one.reaches('calling-group-video');
  await Promise.all([
    ann.sees('ben'),
    ann.sees('cem'),
    ben.sees('ann'),
    ben.sees('cem'),
    cem.sees('ann'),
    cem.sees('ben'),
  ]);
  await expect(ann.tile('cem')).toContainText('Cem Cook');
  await ann.picture('group-connected');
  const { call } = await server.show(await ann.callId());
  expect(call).toMatchObject({ media: 'video', kind: 'group', chat_group: 'crew' });

  await ann.hangUp();
  await ann.isIdle();
  await expect(ben.toast).toContainText('Ann Archer end call');
  await expect(ben.tile('ann')).toBeHidden();
  await ben.picture('group-left');
  await ben.sees('cem');
  await ben.hears('cem');
  await cem.hangUp();
  for (const one of [ben, cem]) await one.isIdle();
});

test('of a group, one declines, one is busy, one answers', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  const cem = await callkit('cem');
  const dot = await callkit('dot');
  const eve = await callkit('eve');
  await dot.ask('call by audio', { users: 'eve' });
  await eve.rings();

  await ann.ask('call by audio', { users: 'ben,cem,dot' });
  for (const one of [ben, cem]) await one.rings();
  await expect(ann.toast).toContainText('in busy');
  await ben.decline();
  await expect(ann.toast).toContainText('Reject Call');
  await ann.picture('group-declined');
  await cem.accept();
  await ann.reaches('calling-group-audio');
  await ann.hears('cem');
  await ann.hangUp();
  await dot.hangUp();
  for (const one of [ann, ben, cem, dot, eve]) await one.isIdle();
});

test('somebody is invited into a call of two', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  const cem = await callkit('cem');
  await ann.ask('call by video', { users: 'ben' });
  await ben.rings();
  await ben.accept();
  await Promise.all([ann.sees('ben'), ben.sees('ann')]);

  await ann.ask('invite', { users: 'cem' });
  await cem.rings();
  await expect(ben.tile('cem')).toBeVisible();
  await ann.picture('invite-ringing');
  await cem.accept();
  await Promise.all([
    ann.sees('ben'),
    ann.sees('cem'),
    ben.sees('ann'),
    ben.sees('cem'),
    cem.sees('ann'),
    cem.sees('ben'),
  ]);
  await Promise.all([ann.sees('localVideo'), cem.hears('ben')]);
  await ann.picture('invite-joined');

  await cem.hangUp();
  await cem.isIdle();
  await Promise.all([ann.sees('ben'), ben.sees('ann')]);
  await ben.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});

test('somebody joins a call that goes on', async ({ callkit }) => {
  const ann = await callkit('ann');
  const ben = await callkit('ben');
  const cem = await callkit('cem');
  await ann.ask('call group by video', { users: 'ben', text: 'crew' });
  await ben.rings();
  await ben.accept();
  await ann.reaches('calling-group-video');

  await cem.ask('join', { text: await ann.callId() });
  await Promise.all([cem.sees('ann'), cem.sees('ben')]);
  await Promise.all([cem.hears('ann'), ann.hears('cem')]);
  await expect(ann.tile('cem')).toBeVisible();
  await cem.picture('joined');
  await cem.hangUp();
  await cem.isIdle();
  await ben.hangUp();
  for (const one of [ann, ben]) await one.isIdle();
});
