import type { Profile } from './documented-types';
import type { CallInfo } from './types';

/** What the chat object is made from. */
export interface ChatSource {
  self(): string;
  profiles(userIDs: string[]): Promise<Profile[]>;
  call(): CallInfo | null;
  /** Users who are online; nobody if the app does not tell. */
  online(): Promise<string[]>;
}

interface ChatResult<T> {
  code: 0;
  data: T;
}

/** A profile in the chat SDK's spelling. */
interface ChatProfile {
  userID: string;
  /** Empty if the user has no name. */
  nick: string;
  avatar: string;
}

/**
 * As much of a chat object as call kits ask one for: who people are. There is no chat behind it. Nobody is anybody's
 * friend, no group has attributes, and nothing is ever told to its listeners.
 */
export class Chat {
  readonly #source: ChatSource;

  constructor(source: ChatSource) {
    this.#source = source;
  }

  async getMyProfile(): Promise<ChatResult<ChatProfile>> {
    const [mine] = await this.#profiles([this.#source.self()]);
    return ok(mine ?? { userID: this.#source.self(), nick: '', avatar: '' });
  }

  async getUserProfile({ userIDList }: { userIDList: string[] }): Promise<ChatResult<ChatProfile[]>> {
    return ok(await this.#profiles(userIDList));
  }

  /** Says of everybody that they are no friend; kits ask getUserProfile about those. */
  getFriendProfile({
    userIDList,
  }: {
    userIDList: string[];
  }): Promise<
    ChatResult<{ friendList: never[]; failureUserIDList: { userID: string; code: number; message: string }[] }>
  > {
    const strangers = userIDList.map((userID) => ({ userID, code: 0, message: 'Ringline keeps no friends' }));
    return Promise.resolve(ok({ friendList: [], failureUserIDList: strangers }));
  }

  /** Whom a kit may offer to ask in: the members of that group's running call and, if the app lists them, who is online. */
  async getGroupMemberList({ groupID, count = 15, offset = 0 }: { groupID: string; count?: number; offset?: number }) {
    const call = this.#source.call();
    const inside = call?.chatGroupID === groupID ? call.members.map(({ userID }) => userID) : [];
    const everybody = [...new Set([...inside, ...(await this.#source.online())])];
    const memberList = await this.#profiles(everybody.slice(offset, offset + count));
    return ok({ memberList, offset: offset + memberList.length });
  }

  getGroupProfile({ groupID }: { groupID: string }) {
    return Promise.resolve(ok({ group: { groupID, name: groupID, avatar: '' } }));
  }

  getGroupAttributes() {
    return Promise.resolve(ok({ groupAttributes: {} }));
  }

  /** Nothing is ever fired. */
  on(): void {
    // nobody to tell
  }

  off(): void {
    // nobody was added
  }

  /** Kits report how their dialogs are used. Nobody listens. */
  callExperimentalAPI() {
    return Promise.resolve(ok({}));
  }

  async #profiles(userIDs: string[]): Promise<ChatProfile[]> {
    const profiles = await this.#source.profiles(userIDs);
    return profiles.map(({ userID, name, avatar }) => ({ userID, nick: name === userID ? '' : name, avatar }));
  }
}

function ok<T>(data: T): ChatResult<T> {
  return { code: 0, data };
}
