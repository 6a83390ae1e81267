import { Segments } from '@ringline/look';
import { useCallback, useState } from 'react';
import { useDesk } from '../desk';
import { useTag, useTexts } from '../language';
import { dayName, weekday } from '../times';
import { byDay, byResult, dayOf } from '../usage';
import { usePoll } from '../usePoll';
import type { Usage } from '../wire';
import { Badge } from './Badge';
import { toneOf } from './CallRow';
import { Bars, Line } from './DayChart';
import { Fault, Loading } from './States';

const EVERY = 15_000;
const DAY = 86_400_000;

/** Calls and minutes of the last days, and what the calls came to. */
export function UsageCharts() {
  const say = useTexts();
  const tag = useTag();
  const { api, app } = useDesk();
  const [days, setDays] = useState<'7' | '30'>('7');
  const load = useCallback(
    async (signal: AbortSignal) => {
      const now = Date.now();
      const range = { from: dayOf(now - (Number(days) - 1) * DAY), until: dayOf(now) };
      const { usage } = await api.get<{ usage: Usage[] }>(`/apps/${app}/usage`, range, signal);
      return { all: byDay(usage, range.until, Number(days)), results: byResult(usage) };
    },
    [api, app, days],
  );
  const { data, fault, again } = usePoll(load, EVERY);
  const minutes = (talk: number) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(talk / 60_000);
  return (
    <section className="usage" aria-label={say.period}>
      <Segments
        label={say.period}
        value={days}
        options={{ 7: say.lastDays(7), 30: say.lastDays(30) }}
        onChoose={setDays}
        testId="days"
      />
      {fault !== undefined && <Fault fault={fault} again={again} stale={data !== undefined} />}
      {!data && fault === undefined && <Loading />}
      {data && (
        <div className="charts">
          <Bars
            title={say.callsPerDay}
            rows={data.all.map(({ day, calls, answered }) => ({
              name: dayName(tag, day, days),
              parts: [answered, calls - answered],
              said: say.dayRow(weekday(tag, day), answered, calls - answered),
            }))}
            legend={[say.answered, say.missed]}
          />
          <Line
            title={say.minutesPerDay}
            rows={data.all.map(({ day, talk }) => ({
              name: dayName(tag, day, days),
              value: talk,
              said: say.minutesRow(weekday(tag, day), minutes(talk)),
            }))}
            write={minutes}
          />
          <section className="card panel" aria-labelledby="results">
            <h2 id="results">{say.results}</h2>
            {data.results.length === 0 && <p className="hint">{say.noUsage}</p>}
            <ul className="results">
              {data.results.map(([result, calls]) => (
                <li key={result}>
                  <Badge tone={toneOf(result)}>{say.result[result]}</Badge>
                  <span>{new Intl.NumberFormat(tag).format(calls)}</span>
                </li>
              ))}
            </ul>
            <p className="hint">{say.utc}</p>
          </section>
        </div>
      )}
    </section>
  );
}
