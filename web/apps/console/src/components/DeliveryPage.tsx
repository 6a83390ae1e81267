import { Icon } from '@ringline/look';
import { useCallback } from 'react';
import { useAct, useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { to } from '../route';
import { moment } from '../times';
import { usePoll } from '../usePoll';
import type { Delivery } from '../wire';
import { Badge } from './Badge';
import { Fault, Loading } from './States';
import { deliveryTones, useAttemptText } from './Webhooks';

const EVERY = 3000;

/** A message to the back end: what is in it, and each try. */
export function DeliveryPage({ id }: { id: string }) {
  const say = useTexts();
  const tag = useTag();
  const attemptText = useAttemptText();
  const { api, app, may } = useDesk();
  const { busy, act } = useAct();
  const path = `/apps/${app}/deliveries/${encodeURIComponent(id)}`;
  const load = useCallback((signal: AbortSignal) => api.get<Delivery>(path, {}, signal), [api, path]);
  const { data, fault, again } = usePoll(load, EVERY);
  const resend = async () => {
    await act(
      () => api.post(`${path}/resend`),
      () => say.resentSaid,
    );
    again();
  };
  return (
    <article className="call-page" data-testid="delivery-page">
      <a className="back" href={to('webhooks')}>
        <Icon name="back" />
        {say.pages.webhooks}
      </a>
      <header className="call-head">
        <div>
          <h1>{say.delivery(data?.event ?? id)}</h1>
          {data && (
            <p className="call-line">
              <Badge tone={deliveryTones[data.state]}>{say.deliveryState[data.state]}</Badge>
              <span>{moment(tag, data.at)}</span>
              <a href={to('calls', data.call)}>{say.call(data.call)}</a>
            </p>
          )}
        </div>
        {data && may('webhooks:write') && (
          <button type="button" className="button" disabled={busy} onClick={() => void resend()} data-testid="resend">
            {say.resend}
          </button>
        )}
      </header>
      {fault !== undefined && <Fault fault={fault} again={again} stale={data !== undefined} />}
      {!data && fault === undefined && <Loading />}
      {data && (
        <>
          <section className="card panel" aria-labelledby="attempts">
            <h2 id="attempts">{say.attempts}</h2>
            <p className="hint">
              {[say.tries(data.tries), data.due_at && say.nextTry(moment(tag, data.due_at))]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <ol className="events">
              {data.attempts?.map((attempt) => (
                <li key={attempt.at} data-failed={attempt.error !== undefined}>
                  <time dateTime={attempt.at}>{moment(tag, attempt.at)}</time>
                  <span>{attemptText(attempt)}</span>
                  <span className="row-note">{attempt.node && say.onNode(attempt.node)}</span>
                </li>
              ))}
            </ol>
          </section>
          <section className="card panel" aria-labelledby="body">
            <h2 id="body">{say.body}</h2>
            <pre className="body" tabIndex={0} role="region" aria-labelledby="body" data-testid="body">
              {pretty(data.body ?? '')}
            </pre>
          </section>
        </>
      )}
    </article>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
