import { useCallback } from 'react';
import { Refusal } from '../api';
import { useAct, useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { lasting } from '../times';
import { usePoll } from '../usePoll';
import type { Webhook } from '../wire';
import { Fault, Nothing } from './States';

interface Ping {
  delivered: boolean;
  status?: number;
  error?: string;
  took_ms: number;
}

const EVERY = 60_000;

/** Where the app's back end hears of its calls. */
export function WebhookCard() {
  const say = useTexts();
  const tag = useTag();
  const { api, app, may, tell } = useDesk();
  const { busy, act } = useAct();
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        return await api.get<Webhook>(`/apps/${app}/webhook`, {}, signal);
      } catch (error) {
        if (error instanceof Refusal && error.code === 'not_found') return null; // none is set
        throw error;
      }
    },
    [api, app],
  );
  const { data, fault, again } = usePoll(load, EVERY);
  if (fault !== undefined) return <Fault fault={fault} again={again} stale={data !== undefined} />;
  if (data === undefined) return null;
  if (data === null) return <Nothing title={say.noWebhook} hint={say.noWebhookHint} />;
  const ping = async () => {
    let failed = '';
    await act(
      () => api.post<Ping>(`/apps/${app}/webhook/ping`),
      ({ delivered, status = 0, error = '', took_ms: took }) => {
        if (!delivered) failed = say.pingFailed(error || `HTTP ${status}`);
        return say.pingTaken(status, lasting(tag, took));
      },
    );
    if (failed) tell(failed, 'bad');
  };
  const signed = [data.token_set && say.signedBy.token, data.secret_set && say.signedBy.secret].filter(Boolean);
  return (
    <section className="card panel webhook" aria-labelledby="webhook">
      <h2 id="webhook">{say.webhookTo}</h2>
      <code data-testid="webhook-url">{data.url}</code>
      <p className="hint">
        {[...(signed.length > 0 ? signed : [say.signedBy.none]), data.events.join(', ')].join(' · ')}
      </p>
      {may('webhooks:write') && (
        <button type="button" className="button" disabled={busy} onClick={() => void ping()} data-testid="ping">
          {say.ping}
        </button>
      )}
    </section>
  );
}
