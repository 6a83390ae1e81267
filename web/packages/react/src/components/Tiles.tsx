import type { CSSProperties } from 'react';
import { useWords } from '../context';
import type { Arrangement } from './layout';
import { ScreenTile, Tile } from './Tile';

interface Props {
  arrangement: Arrangement;
  pinned: string;
  onPin: (name: string) => void;
}

/** Everybody's pictures. They move on the stage without being made anew, so that nobody's video starts over. */
export function Tiles({ arrangement, pinned, onPin }: Props) {
  const { messages: say } = useWords();
  const { kind, screens, people, featured, hidden } = arrangement;
  const count = screens.length + people.length + (hidden > 0 ? 1 : 0);
  const pin = (name: string) => (kind === 'pair' ? undefined : () => onPin(pinned === name ? '' : name));
  return (
    <div
      className="rl-tiles"
      data-kind={kind}
      data-count={count}
      style={{ '--rl-strip': Math.max(1, count - 1) } as CSSProperties}
    >
      {screens.map((user) => {
        const name = `screen:${user}`;
        return (
          <ScreenTile key={name} user={user} featured={featured === name} pinned={pinned === name} onPin={pin(name)} />
        );
      })}
      {people.map((member) => (
        <Tile
          key={member.user}
          member={member}
          featured={featured === member.user}
          pinned={pinned === member.user}
          onPin={member === people.at(-1) ? undefined : pin(member.user)}
        />
      ))}
      {hidden > 0 && <div className="rl-tile rl-more-tile">{say.moreMembers(hidden)}</div>}
    </div>
  );
}
