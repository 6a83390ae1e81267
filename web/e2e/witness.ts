/**
 * Runs in every page before its own code, and remembers what cannot be seen on the screen: what was captured,
 * which peer connections were made, and what the page said when.
 */
export interface Witness {
  peers: RTCPeerConnection[];
  captured: MediaStreamTrack[];
  /** What the page said of its connection (`connection connected`) and of its media (`call reconnecting`), and when. */
  moments: { said: string; at: number }[];
  /** What was made to play something, on the page or not. */
  players: Set<HTMLMediaElement>;
  /** When the last of what was captured stopped, in milliseconds since 1970; 0 while something is open. */
  silentAt: number;
}

declare global {
  interface Window {
    witness: Witness;
  }
}

export function installWitness(): void {
  const witness: Witness = { peers: [], captured: [], moments: [], players: new Set(), silentAt: 0 };
  window.witness = witness;

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      witness.peers.push(this);
    }
  };

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  if (source) {
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      ...source,
      set(this: HTMLMediaElement, stream: MediaProvider | null) {
        witness.players.add(this);
        source.set?.call(this, stream);
      },
    });
  }

  const note = () => {
    if (witness.captured.every((track) => track.readyState === 'ended')) witness.silentAt ||= Date.now();
  };
  const devices = (navigator as Partial<Navigator>).mediaDevices; // only on secure pages
  if (devices) {
    const watch = (stream: MediaStream) => {
      for (const track of stream.getTracks()) {
        witness.silentAt = 0;
        witness.captured.push(track);
        const stop = track.stop.bind(track);
        track.stop = () => {
          stop();
          note();
        };
      }
      return stream;
    };
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => watch(await getUserMedia(constraints));
    const getDisplayMedia = devices.getDisplayMedia.bind(devices);
    devices.getDisplayMedia = async (constraints) => watch(await getDisplayMedia(constraints));
  }

  const told = new Map<string, string>();
  const listen = (id: string, attribute: string) => {
    const state = document.querySelector(`[data-testid="${id}"]`)?.getAttribute(attribute) ?? '';
    if (state && told.get(id) !== state) witness.moments.push({ said: `${id} ${state}`, at: Date.now() });
    told.set(id, state);
  };

  new MutationObserver(() => {
    listen('connection', 'data-state');
    listen('call', 'data-media');
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-state', 'data-media'],
  });
}

/** What a page has received so far. */
export interface Received {
  framesDecoded: number;
  audioEnergy: number;
}

/** Adds up what all peer connections of the page received. Runs in the page. */
export async function received(): Promise<Received> {
  const sum = { framesDecoded: 0, audioEnergy: 0 };
  for (const peer of window.witness.peers) {
    const reports = (await peer.getStats()) as unknown as Map<string, Record<string, unknown>>;
    for (const report of reports.values()) {
      if (report.type !== 'inbound-rtp') continue;
      if (report.kind === 'video') sum.framesDecoded += Number(report.framesDecoded ?? 0);
      if (report.kind === 'audio') sum.audioEnergy += Number(report.totalAudioEnergy ?? 0);
    }
  }
  return sum;
}

/** What of a call's media is still open. Runs in the page. */
export function open(): { peers: number; tracks: number } {
  return {
    peers: window.witness.peers.filter((peer) => peer.connectionState !== 'closed').length,
    tracks: window.witness.captured.filter((track) => track.readyState !== 'ended').length,
  };
}
