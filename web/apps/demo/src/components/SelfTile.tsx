import type { CallEngine } from '@ringline/call-engine';
import { useEffect, useRef } from 'react';
import type { Dispatch } from 'react';
import { explainDevice } from '../explain';
import type { Action } from '../state';
import { Avatar } from './Avatar';
import { Icon } from './Icon';

interface Props {
  engine: CallEngine;
  user: string;
  camera: boolean;
  microphone: boolean;
  speaking: boolean;
  dispatch: Dispatch<Action>;
}

/** Oneself. The camera runs exactly while this tile is on the page and the user wants to be seen. */
export function SelfTile({ engine, user, camera, microphone, speaking, dispatch }: Props) {
  const view = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!camera || !view.current) return;
    engine.openCamera(view.current).catch((error: unknown) => {
      dispatch({ type: 'camera', on: false });
      dispatch({ type: 'notice', notice: { kind: 'camera', text: explainDevice('camera', error) } });
    });
    return () => {
      engine.closeCamera().catch(() => undefined); // it stopped with the call
    };
  }, [engine, camera, dispatch]);

  return (
    <div
      className="tile"
      role="group"
      aria-label="You"
      data-testid={`tile-${user}`}
      data-self="true"
      data-state="joined"
      data-video={camera}
      data-audio={microphone}
      data-speaking={speaking && microphone}
    >
      <div className="tile-view">
        <div ref={view} />
      </div>
      <div className="tile-rest">
        <Avatar user={user} size="l" />
      </div>
      <span className="tile-name">
        {!microphone && <Icon name="micOff" />}
        <span>You</span>
        {!microphone && <span className="visually-hidden">, muted</span>}
      </span>
    </div>
  );
}
