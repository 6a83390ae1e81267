/** How long nothing may come, and how far two looks may be apart: what was in between is not known then. ms */
const PATIENCE = 1_000;
const ASLEEP = 1_000;

/**
 * Notices that nothing comes from a media server any more.
 *
 * While somebody sends, something always comes: a microphone in a silent room still sends a packet each 0.4 s, and a media server
 * says about as often how that arrives which it is sent. That is so as well when the other side has gone without a word. In Chromium
 * the longest pause was 0.7 s with a microphone or camera on, and 1.1 s with all of them off.
 */
export class Silence {
  #came = 0;
  #since = 0;
  #looked = 0;

  /**
   * Looks again.
   *
   * @param came how many bytes came so far; 0 if that is not known
   * @param due whether somebody sends
   * @param now ms
   * @returns whether nothing has come for too long
   */
  look(came: number, due: boolean, now: number): boolean {
    if (!due || came === 0 || came !== this.#came || now - this.#looked > ASLEEP) this.#since = now;
    this.#came = came;
    this.#looked = now;
    return now - this.#since >= PATIENCE;
  }
}
