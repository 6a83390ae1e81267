import { CallError, ErrorCode, olderEvents, RinglineEvent, TUICallEvent } from '@ringline/call-engine';
import type { CallEngine, EventMap, EventName } from '@ringline/call-engine';
import { useEffect, useMemo, useReducer } from 'react';
import type { Dispatch } from 'react';
import { commands } from './commands';
import type { Commands } from './commands';
import { explain, explainDevice } from './explain';
import { devSession } from './session';
import type { Session } from './session';
import { initial, reduce } from './state';
import type { Action, EngineEvent, State } from './state';
import { lastWish, rememberWish } from './wish';

export interface Call {
  state: State;
  dispatch: Dispatch<Action>;
  commands: Commands;
}

/** The page's state, fed by the engine, and what the user can do. Logs in; leaves logging out to whoever made the engine. */
export function useCall(engine: CallEngine, session: Session): Call {
  const [state, dispatch] = useReducer(reduce, session.user, (user) => initial(user, lastWish()));
  useEngine(engine, session, dispatch);
  usePresence(engine, state, dispatch);
  useMicrophone(engine, state, dispatch);
  return { state, dispatch, commands: useMemo(() => commands(engine, dispatch), [engine]) };
}

/** Whether this device takes part in a call, ringing elsewhere or answered: then its microphone and camera may be open. */
export function isInside({ call, me }: State): boolean {
  return call?.members.some((member) => member.userID === me && member.state === 'joined') ?? false;
}

const events = [...new Set([...Object.values(TUICallEvent), ...Object.values(RinglineEvent)])].filter(
  (name) => !olderEvents.has(name),
);

function useEngine(engine: CallEngine, session: Session, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    const stops = events.map((name) => forward(engine, name, dispatch));
    const left = new AbortController();
    void login(engine, session, left.signal, dispatch);
    return () => {
      left.abort();
      for (const stop of stops) stop();
    };
  }, [engine, session, dispatch]);
}

async function login(
  engine: CallEngine,
  session: Session,
  left: AbortSignal,
  dispatch: Dispatch<Action>,
): Promise<void> {
  try {
    await engine.login(credentials(session));
    dispatch({ type: 'ready', call: engine.getCall() });
  } catch (error) {
    if (left.aborted) return;
    // A server that is away comes back; one that refuses will refuse again.
    if (error instanceof CallError && error.code === ErrorCode.NO_NETWORK) {
      dispatch({ type: 'notice', notice: { kind: 'error', text: `Still trying: ${error.message}.` } });
      await login(engine, session, left, dispatch);
      return;
    }
    dispatch({ type: 'over', why: explain(error) });
  }
}

function credentials({ user, userSig, dev }: Session) {
  const renewed = async () => (await devSession(user)).userSig;
  return { userID: user, userSig, ...(dev && { getUserSig: renewed }) };
}

function forward(engine: CallEngine, name: EventName, dispatch: Dispatch<Action>): () => void {
  const listener = (payload: EventMap[EventName]) =>
    dispatch({ type: 'event', event: { name, payload } as EngineEvent, at: engine.serverNow() });
  engine.on(name, listener);
  return () => engine.off(name, listener);
}

/** Asks who is online after every connect: what happened in between was not heard. */
function usePresence(engine: CallEngine, { ready, connection }: State, dispatch: Dispatch<Action>): void {
  useEffect(() => {
    if (!ready || connection !== 'connected') return;
    engine.getOnlineUsers().then(
      (users) => dispatch({ type: 'online', users }),
      () => dispatch({ type: 'online', users: undefined }), // the app does not list its users
    );
  }, [engine, ready, connection, dispatch]);
}

/** Opens and closes the microphone as the user wishes, for as long as they are in a call. */
function useMicrophone(engine: CallEngine, state: State, dispatch: Dispatch<Action>): void {
  const callId = isInside(state) ? state.call?.callId : undefined;
  const { microphone, camera } = state;

  useEffect(() => {
    if (callId === undefined) return;
    if (!microphone) {
      engine.closeMicrophone().catch(() => undefined); // it was not open
      return;
    }
    engine.openMicrophone().catch((error: unknown) => {
      dispatch({ type: 'microphone', on: false });
      dispatch({ type: 'notice', notice: { kind: 'microphone', text: explainDevice('microphone', error) } });
    });
  }, [engine, dispatch, callId, microphone]);

  useEffect(() => {
    if (callId !== undefined) rememberWish({ microphone, camera });
  }, [callId, microphone, camera]);
}
