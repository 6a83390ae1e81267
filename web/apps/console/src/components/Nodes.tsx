import { useCallback } from 'react';
import { useDesk } from '../desk';
import { useTexts } from '../language';
import { usePoll } from '../usePoll';
import type { Node, ServerState } from '../wire';
import { Badge } from './Badge';
import { Fault, Loading } from './States';

const EVERY = 5000;
const tones = { serving: 'good', leaving: 'warm', away: 'bad', refusing: 'bad' } as const;

/** Whether a server is the one that answered. Its process has its name, but for one that is alone, which is the only one. */
function answered({ kind, name, seen_at: seen }: Node, by: ServerState): boolean {
  return kind === 'server' && (seen === undefined || name === by.node);
}

/** The servers of the service, and the media servers of the operator. */
export function Nodes() {
  const say = useTexts();
  const { api } = useDesk();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [{ nodes }, server] = await Promise.all([
        api.get<{ nodes: Node[] }>('/nodes', {}, signal),
        api.get<ServerState>('/server', {}, signal),
      ]);
      return { nodes, server };
    },
    [api],
  );
  const { data, fault, again } = usePoll(load, EVERY);
  const broken = data?.server.checks.filter(({ ok }) => !ok).map(({ name }) => name) ?? [];
  return (
    <section className="card panel" aria-labelledby="nodes">
      <h2 id="nodes">{say.nodes}</h2>
      {fault !== undefined && <Fault fault={fault} again={again} stale={data !== undefined} />}
      {!data && fault === undefined && <Loading />}
      {broken.length > 0 && <p className="error">{say.notReady(broken.join(', '))}</p>}
      <ul className="members" data-testid="nodes">
        {data?.nodes.map((node) => (
          <li key={`${node.kind} ${node.name}`} data-testid={`node-${node.name}`} data-state={node.state}>
            <div className="member-who">
              <strong>{node.name}</strong>
              <span className="row-note">
                {[
                  say.nodeKind[node.kind],
                  node.region,
                  node.version && say.version(node.version),
                  answered(node, data.server) && say.answersHere,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            {/* A server that is alone counts none. */}
            {(node.kind === 'media' || node.seen_at !== undefined) && (
              <span className="row-note">{say.nodeLoad(node.load)}</span>
            )}
            <Badge tone={tones[node.state]}>{say.nodeState[node.state]}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}
