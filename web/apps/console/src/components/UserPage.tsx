import { Icon } from '@ringline/look';
import { useCallback, useState } from 'react';
import { useAct, useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { to } from '../route';
import { moment } from '../times';
import { usePoll } from '../usePoll';
import type { Device, User } from '../wire';
import { Badge } from './Badge';
import { Confirm } from './Confirm';
import { Fault, Loading } from './States';

const EVERY = 3000;

/** Somebody: their devices, their call, and the way out. */
export function UserPage({ id }: { id: string }) {
  const say = useTexts();
  const { api, app, may } = useDesk();
  const path = `/apps/${app}/users/${encodeURIComponent(id)}`;
  const load = useCallback((signal: AbortSignal) => api.get<User>(path, {}, signal), [api, path]);
  const { data, fault, again } = usePoll(load, EVERY);
  const [asking, setAsking] = useState<{ device?: string }>();
  const cut = may('users:write');
  return (
    <article className="call-page" data-testid="user-page" data-user={id}>
      <a className="back" href={to('users')}>
        <Icon name="back" />
        {say.pages.users}
      </a>
      <header className="call-head">
        <div>
          <h1>{data?.profile?.name ? `${data.profile.name} (${id})` : id}</h1>
          {data && (
            <p className="call-line">
              <Badge tone={data.online ? 'good' : 'calm'}>{data.online ? say.online : say.offline}</Badge>
              {data.call !== undefined && (
                <a href={to('calls', data.call)} data-testid="user-call">
                  {say.inCall}
                </a>
              )}
              {may('records:read') && <a href={to('records', undefined, { user: id })}>{say.recordsOf(id)}</a>}
            </p>
          )}
        </div>
        {cut && data?.online && (
          <button type="button" className="button danger" onClick={() => setAsking({})} data-testid="disconnect">
            {say.disconnectAll}
          </button>
        )}
      </header>
      {fault !== undefined && <Fault fault={fault} again={again} stale={data !== undefined} />}
      {!data && fault === undefined && <Loading />}
      {data && (
        <section className="card panel">
          {data.devices.length === 0 && <p className="hint">{say.noDevices}</p>}
          <ul className="members">
            {data.devices.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                {...(cut && device.online && { onCut: () => setAsking({ device: device.id }) })}
              />
            ))}
          </ul>
        </section>
      )}
      {asking && (
        <Cut user={id} path={path} device={asking.device} onDone={again} onClose={() => setAsking(undefined)} />
      )}
    </article>
  );
}

function DeviceRow({ device, onCut }: { device: Device; onCut?: () => void }) {
  const say = useTexts();
  const tag = useTag();
  const { id, online, platform, ip, connected_at: since } = device;
  return (
    <li data-testid={`device-${id}`}>
      <div className="member-who">
        <code>{id}</code>
        <span className="row-note">
          {online
            ? [platform ?? say.unknownPlatform, ip && say.fromIp(ip), since && say.deviceSince(moment(tag, since))]
                .filter(Boolean)
                .join(' · ')
            : say.deviceLeased}
        </span>
      </div>
      <Badge tone={online ? 'good' : 'calm'}>{online ? say.online : say.offline}</Badge>
      {onCut && (
        <div className="acts">
          <button type="button" className="button small" onClick={onCut} data-testid={`disconnect-${id}`}>
            {say.disconnect}
            <span className="visually-hidden">: {id}</span>
          </button>
        </div>
      )}
    </li>
  );
}

interface CutProps {
  user: string;
  path: string;
  device: string | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** Disconnects all devices of somebody, or one. */
function Cut({ user, path, device, onDone, onClose }: CutProps) {
  const say = useTexts();
  const { api } = useDesk();
  const { busy, act } = useAct();
  const cut = async () => {
    await act(
      () => api.post<{ devices: number }>(`${path}/disconnect`, device === undefined ? {} : { device }),
      ({ devices }) => say.disconnectedSaid(devices),
    );
    onClose();
    onDone();
  };
  return (
    <Confirm
      title={say.disconnectAsk(user)}
      hint={say.disconnectHint}
      action={say.disconnect}
      busy={busy}
      onDo={() => void cut()}
      onClose={onClose}
    />
  );
}
