import type { Call, Member } from '../call';
import { presentOthers } from '../call';

export type Layout = 'auto' | 'grid' | 'speaker';

/** More pictures than this do not fit a grid. */
const GRID = 9;
/** As many small pictures stand beside a large one. */
const STRIP = 8;

/** Where everything stands on the stage. */
export interface Arrangement {
  /** pair: one large, oneself in the corner. */
  kind: 'pair' | 'grid' | 'speaker';
  /** Users whose screens are shown, and people, in order; oneself last. */
  screens: readonly string[];
  people: readonly Member[];
  /** Which of them is large: `screen:USER` or `USER`; empty in a grid. */
  featured: string;
  /** People who are in the call and not shown. */
  hidden: number;
}

interface Wishes {
  layout: Layout;
  pinned: string;
  /** Who speaks, or did last. */
  speaker: string;
  screens: ReadonlySet<string>;
}

/** Says where everything stands. Pure. */
export function arrange(call: Call, me: string, { layout, pinned, speaker, screens }: Wishes): Arrangement {
  const others = presentOthers(call, me);
  const self = call.members.filter((member) => member.user === me);
  const shared = others.map(({ user }) => user).filter((user) => screens.has(user));
  if (others.length <= 1 && shared.length === 0) {
    const featured = others[0]?.user ?? me;
    return { kind: 'pair', screens: [], people: [...others, ...self], featured, hidden: 0 };
  }

  const crowd = others.length + self.length + shared.length > GRID;
  const large = layout === 'speaker' || (layout === 'auto' && (crowd || shared.length > 0 || pinned !== ''));
  const names = [...shared.map((user) => `screen:${user}`), ...others.map(({ user }) => user)];
  const featured = names.includes(pinned)
    ? pinned
    : (names.find((name) => name.startsWith('screen:')) ??
      names.find((name) => name === speaker) ??
      others.find(({ state }) => state === 'joined')?.user ??
      others[0]?.user ??
      me);

  const room = (large ? STRIP + 1 : GRID + 3) - shared.length - self.length;
  // Who is large or speaks is always among those who are shown; the others keep their places.
  const first = others.filter(({ user }) => user === featured || user === speaker);
  const rest = others.filter((member) => !first.includes(member));
  const kept = new Set([...first, ...rest].slice(0, Math.max(1, room)));
  const shown = others.filter((member) => kept.has(member));
  return {
    kind: large ? 'speaker' : 'grid',
    screens: shared,
    people: [...shown, ...self],
    featured: large ? featured : '',
    hidden: others.length - shown.length,
  };
}
