import { useCallback, useState } from 'react';
import { useAct, useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { replace, to } from '../route';
import { lasting, moment } from '../times';
import { useList } from '../useList';
import type { Delivery, DeliveryState } from '../wire';
import { Badge } from './Badge';
import { Confirm } from './Confirm';
import { Pick } from './Filter';
import { List } from './List';
import { Nothing } from './States';
import { WebhookCard } from './WebhookCard';

const EVERY = 5000;
const pageSize = 50;
export const deliveryTones = { pending: 'warm', delivered: 'good', given_up: 'bad', canceled: 'calm' } as const;

/** What the app's back end was told, and how that went. */
export function Webhooks({ query }: { query: Record<string, string> }) {
  const say = useTexts();
  const { api, app, may } = useDesk();
  const { state = '' } = query;
  const load = useCallback(
    (pages: number, signal: AbortSignal) =>
      api.list<Delivery>(`/apps/${app}/deliveries`, 'deliveries', { state, limit: pageSize }, pages, signal),
    [api, app, state],
  );
  const poll = useList(load, EVERY);
  return (
    <>
      <h1>{say.pages.webhooks}</h1>
      <WebhookCard />
      <div className="list-head">
        <h2>{say.deliveries}</h2>
        <Pick<DeliveryState | ''>
          label={say.stateLabel}
          value={state}
          options={{ '': say.anyDelivery, ...say.deliveryState }}
          onPick={(one) => replace(to('webhooks', undefined, { state: one }))}
          testId="filter-delivery"
        />
        {state === 'given_up' && may('webhooks:write') && (poll.data?.all.length ?? 0) > 0 && (
          <ResendAll onDone={poll.again} />
        )}
      </div>
      <List
        poll={poll}
        empty={<Nothing title={state ? say.noMatch : say.noDeliveries} />}
        row={(delivery) => <DeliveryRow key={delivery.id} delivery={delivery} />}
        testId="deliveries"
      />
    </>
  );
}

function DeliveryRow({ delivery: { id, event, call, at, state, tries, due_at: due } }: { delivery: Delivery }) {
  const say = useTexts();
  const tag = useTag();
  return (
    <li>
      <a className="row" href={to('webhooks', id)} data-testid={`delivery-${id}`}>
        <span className="row-main">
          <span className="row-title">{event}</span>
          <span className="row-note">
            {[moment(tag, at), say.tries(tries), due && say.nextTry(moment(tag, due)), call]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <Badge tone={deliveryTones[state]}>{say.deliveryState[state]}</Badge>
      </a>
    </li>
  );
}

function ResendAll({ onDone }: { onDone: () => void }) {
  const say = useTexts();
  const { api, app } = useDesk();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState(false);
  const resend = async () => {
    await act(
      () => api.post<{ resent: number }>(`/apps/${app}/deliveries/resend`, { state: 'given_up' }),
      ({ resent }) => say.resentAllSaid(resent),
    );
    setAsking(false);
    onDone();
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)} data-testid="resend-all">
        {say.resendAll}
      </button>
      {asking && (
        <Confirm
          title={say.resendAllAsk}
          hint={say.resendAllHint}
          action={say.resend}
          busy={busy}
          onDo={() => void resend()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** How a try went, in short. */
export function useAttemptText(): (attempt: { status?: number; error?: string; took_ms: number }) => string {
  const say = useTexts();
  const tag = useTag();
  return ({ status, error, took_ms: took }) =>
    [status === undefined ? say.noAnswerOf : `HTTP ${status}`, lasting(tag, took), error].filter(Boolean).join(' · ');
}
