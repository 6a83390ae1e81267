/** The server's end of a fake WebSocket. */
export interface ServerSocket {
  /** Sends a text frame to the client. */
  send(frame: string): void;
  /** Closes it from the server's side. Without a code: as if the network broke. */
  close(code?: number, reason?: string): void;
  onframe: (frame: string) => void;
  onclose: () => void;
}

/** Called for each socket that a client opens. false: nobody is there. */
export type Acceptor = (socket: ServerSocket, url: string) => boolean;

/** A WebSocket class whose other end is a function. Frames arrive in order, never synchronously, without timers. */
export function fakeWebSocket(accept: Acceptor): new (url: string) => object {
  return class FakeWebSocket {
    onopen: () => void = () => undefined;
    onmessage: (event: { data: string }) => void = () => undefined;
    onclose: (event: { code: number; reason: string }) => void = () => undefined;
    onerror: (event: unknown) => void = () => undefined;
    #open = true;
    readonly #server: ServerSocket;

    constructor(url: string) {
      this.#server = {
        send: (frame) => {
          this.#later(() => this.onmessage({ data: frame }));
        },
        close: (code = 1006, reason = '') => {
          this.#later(() => {
            this.#open = false;
            this.onclose({ code, reason });
          });
        },
        onframe: () => undefined,
        onclose: () => undefined,
      };
      this.#later(() => {
        if (accept(this.#server, url)) {
          this.onopen();
        } else {
          this.#open = false;
          this.onclose({ code: 1006, reason: '' });
        }
      });
    }

    send(frame: string): void {
      this.#later(() => this.#server.onframe(frame));
    }

    close(): void {
      if (!this.#open) return;
      this.#open = false;
      queueMicrotask(() => {
        this.#server.onclose();
        this.onclose({ code: 1000, reason: '' });
      });
    }

    #later(work: () => void): void {
      queueMicrotask(() => {
        if (this.#open) work();
      });
    }
  };
}
