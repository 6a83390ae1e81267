import type { CallEngine, CallMember } from '@ringline/call-engine';
import { useEffect, useRef } from 'react';
import { secondsLeft } from '../format';
import { useServerNow } from '../useServerNow';
import { Avatar } from './Avatar';
import { Icon } from './Icon';
import { RingFace } from './RingFace';

interface Props {
  engine: CallEngine;
  member: CallMember;
  seen: boolean;
  heard: boolean;
  speaking: boolean;
}

/** Somebody else: their picture, their face while there is none, or the time they still have to answer. */
export function RemoteTile({ engine, member, seen, heard, speaking }: Props) {
  const view = useRef<HTMLDivElement>(null);
  const { userID, state } = member;
  const joined = state === 'joined';

  useEffect(() => {
    if (!joined || !view.current) return;
    engine.startRemoteView({ userID, videoViewDomID: view.current }).catch(() => undefined); // they are gone
    return () => {
      engine.stopRemoteView({ userID }).catch(() => undefined);
    };
  }, [engine, userID, joined]);

  return (
    <div
      className="tile"
      role="group"
      aria-label={userID}
      data-testid={`tile-${userID}`}
      data-state={state}
      data-video={joined && seen}
      data-audio={joined && heard}
      data-speaking={joined && speaking}
    >
      <div className="tile-view">
        <div ref={view} />
      </div>
      <div className="tile-rest">
        {joined ? <Avatar user={userID} size="l" /> : <Ringing engine={engine} member={member} />}
      </div>
      <span className="tile-name">
        {joined && !heard && <Icon name="micOff" />}
        <span>{userID}</span>
        {joined && !heard && <span className="visually-hidden">, muted</span>}
      </span>
    </div>
  );
}

function Ringing({ engine, member }: { engine: CallEngine; member: CallMember }) {
  const left = secondsLeft(member.deadline, useServerNow(engine));
  return (
    <>
      <RingFace user={member.userID} left={left} size="l" />
      <span className="tile-note" data-testid={`ringing-${member.userID}`}>
        {member.rung ? 'ringing' : 'calling'} · {left} s
      </span>
    </>
  );
}
