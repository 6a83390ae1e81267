import { expect, test } from './fixtures';

test('who people are, who is too busy to answer, and what was: the engine against the real server', async ({
  talker,
}) => {
  // Whose picture stays, and is of an origin that no page of the server may load: they are in no other test, not even in somebody's history.
  const lewis = await talker('lewis');
  const tweedledum = await talker('tweedledum');
  const [profile] = await lewis.do(async (engine) => {
    await engine.setSelfInfo({ nickName: 'Lewis Carroll', avatar: 'https://example.org/lewis.png' });
    return engine.getProfiles(['lewis']);
  });
  expect(profile).toEqual({ userID: 'lewis', name: 'Lewis Carroll', avatar: 'https://example.org/lewis.png' });
  const seen = await tweedledum.do(async ({ tim }) => [
    await tim.getMyProfile(),
    await tim.getUserProfile({ userIDList: ['lewis', 'nobody'] }),
  ]);
  expect(seen).toMatchObject([
    { code: 0, data: { userID: 'tweedledum', nick: '' } },
    { code: 0, data: [{ nick: 'Lewis Carroll' }, { userID: 'nobody', nick: '', avatar: '' }] },
  ]);
  await expect(lewis.do((engine) => engine.setSelfInfo({ avatar: 'javascript:alert(1)' }))).rejects.toThrow(/avatar/);

  const call = await lewis.do((engine) => engine.call({ userID: 'tweedledum', type: 1, userData: 'hello' }));
  expect(call).toMatchObject({ code: 0, data: { callId: call.callId } });
  const invited = await tweedledum.hears('onInvited', ({ callId }) => callId === call.callId);
  expect(invited).toMatchObject({ callerId: 'lewis', userData: 'hello', roomID: call.roomID });
  await tweedledum.do((engine) => engine.ignore());
  await lewis.hears('onUserLineBusy', ({ userID }) => userID === 'tweedledum');
  const over = await lewis.hears('onCallingCancel', ({ callId }) => callId === call.callId);
  expect(over.word).toBe('busy');

  const last = { callId: call.callId, media: 1, answered: false, result: 'busy', reason: 'busy', talk: 0 };
  // The record follows the end of its call within a second.
  await expect
    .poll(async () => (await tweedledum.do((engine) => engine.getCallHistory({ limit: 1 }))).calls)
    .toMatchObject([{ ...last, role: 'invitee', missed: false, users: ['lewis'] }]);
  const mine = await lewis.do((engine) => engine.getCallHistory({ limit: 1 }));
  expect(mine.calls).toMatchObject([{ ...last, role: 'caller', callerId: 'lewis', users: ['tweedledum'] }]);
});
