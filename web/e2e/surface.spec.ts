import { expect, test } from './fixtures';

test('who people are, who is too busy to answer, and what was: the engine against the real server', async ({
  talker,
}) => {
  const alice = await talker('alice');
  const bob = await talker('bob');
  const [profile] = await alice.do(async (engine) => {
    await engine.setSelfInfo({ nickName: 'Alice Liddell', avatar: 'https://example.org/alice.png' });
    return engine.getProfiles(['alice']);
  });
  expect(profile).toEqual({ userID: 'alice', name: 'Alice Liddell', avatar: 'https://example.org/alice.png' });
  const seen = await bob.do(async ({ tim }) => [
    await tim.getMyProfile(),
    await tim.getUserProfile({ userIDList: ['alice', 'nobody'] }),
  ]);
  expect(seen).toMatchObject([
    { code: 0, data: { userID: 'bob', nick: '' } },
    { code: 0, data: [{ nick: 'Alice Liddell' }, { userID: 'nobody', nick: '', avatar: '' }] },
  ]);
  await expect(alice.do((engine) => engine.setSelfInfo({ avatar: 'javascript:alert(1)' }))).rejects.toThrow(/avatar/);

  const call = await alice.do((engine) => engine.call({ userID: 'bob', type: 1, userData: 'hello' }));
  expect(call).toMatchObject({ code: 0, data: { callId: call.callId } });
  const invited = await bob.hears('onInvited', ({ callId }) => callId === call.callId);
  expect(invited).toMatchObject({ callerId: 'alice', userData: 'hello', roomID: call.roomID });
  await bob.do((engine) => engine.ignore());
  await alice.hears('onUserLineBusy', ({ userID }) => userID === 'bob');
  const over = await alice.hears('onCallingCancel', ({ callId }) => callId === call.callId);
  expect(over.word).toBe('busy');

  const last = { callId: call.callId, media: 1, answered: false, result: 'busy', reason: 'busy', talk: 0 };
  // The record follows the end of its call within a second.
  await expect
    .poll(async () => (await bob.do((engine) => engine.getCallHistory({ limit: 1 }))).calls)
    .toMatchObject([{ ...last, role: 'invitee', missed: false, users: ['alice'] }]);
  const mine = await alice.do((engine) => engine.getCallHistory({ limit: 1 }));
  expect(mine.calls).toMatchObject([{ ...last, role: 'caller', callerId: 'alice', users: ['bob'] }]);
});
