import { UnauthorizedError } from 'centrifuge';

/** Where the next signature comes from. */
export class Signatures {
  readonly #ask: (() => Promise<string>) | undefined;
  #asking: Promise<string> | undefined;
  #given: string | undefined;
  #wanted: ((token: string) => void) | undefined;

  constructor(ask: (() => Promise<string>) | undefined) {
    this.#ask = ask;
  }

  /** A signature that the app gives without being asked. */
  give(token: string): void {
    if (this.#wanted) this.#wanted(token);
    else this.#given = token;
    this.#wanted = undefined;
  }

  /**
   * The present one is about to end, or did. The app is asked once, however often the connection breaks meanwhile; one that
   * cannot be asked has as long as the server bears with the old one.
   */
  next(connected: boolean): Promise<string> {
    const given = this.#given;
    this.#given = undefined;
    if (given) return Promise.resolve(given);
    if (this.#ask) {
      this.#asking ??= freshToken(this.#ask).finally(() => (this.#asking = undefined));
      return this.#asking;
    }
    if (!connected) return Promise.reject(new UnauthorizedError('no signature'));
    return new Promise((resolve) => (this.#wanted = resolve));
  }
}

/** Asks the app for a signature. An empty one means that there is none any more; a failure is tried again. */
async function freshToken(ask: () => Promise<string>): Promise<string> {
  const token = await ask();
  if (!token) throw new UnauthorizedError('no signature');
  return token;
}
