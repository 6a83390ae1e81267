import { Avatar } from './Avatar';

/** An avatar with a dot that says whether the user is online; no dot when nobody knows. */
export function Face({ user, online }: { user: string; online: boolean | undefined }) {
  return (
    <>
      <Avatar user={user} />
      {online !== undefined && <span className="dot" data-state={online ? 'online' : 'offline'} aria-hidden="true" />}
    </>
  );
}
