import { plural } from '../plural';

const people = (n: number) => plural('en', n, { one: '1 person', other: `${n} people` });

const messages = {
  // The sheet that rings.
  videoCall: 'Video call',
  voiceCall: 'Voice call',
  incomingVideo: (name: string) => `Incoming video call from ${name}`,
  incomingVoice: (name: string) => `Incoming voice call from ${name}`,
  withOthers: (names: string) => `with ${names}`,
  ringsFor: (duration: string) => `rings for ${duration}`,
  accept: 'Accept',
  acceptVoice: 'Voice only',
  decline: 'Decline',
  sayBusy: 'I’m busy',
  keyAccepts: 'accepts',
  keyDeclines: 'declines',

  // Calling.
  calling: (names: string) => `Calling ${names}`,
  notReached: 'calling…',
  ringingFor: (duration: string) => `ringing · ${duration}`,
  giveUp: 'Give up calling',

  // In the call.
  inCallWith: (names: string) => `In a call with ${names}`,
  aloneInCall: 'Nobody else is here yet',
  you: 'You',
  people,
  callControls: 'Call controls',
  mute: 'Mute',
  unmute: 'Unmute',
  cameraOff: 'Camera off',
  cameraOn: 'Camera on',
  shareScreen: 'Share your screen',
  stopScreen: 'Stop sharing',
  youShare: 'You are sharing your screen',
  screenOf: (name: string) => `${name}’s screen`,
  invite: 'Add people',
  layoutGrid: 'Grid view',
  layoutSpeaker: 'Speaker view',
  minimize: 'Make small',
  restore: 'Back to the call',
  moveWindow: 'Small call window. Move it with the arrow keys.',
  hangUp: 'Hang up',
  pin: (name: string) => `Pin ${name}`,
  unpin: (name: string) => `Unpin ${name}`,
  moreMembers: (n: number) => `${n} more`,
  muted: 'muted',
  quality: {
    1: 'Excellent connection',
    2: 'Good connection',
    3: 'Fair connection',
    4: 'Poor connection',
    5: 'Very poor connection',
    6: 'Connection lost',
  },

  // What somebody did, read aloud and beside their name.
  joined: (name: string) => `${name} is in the call`,
  left: (name: string) => `${name} left`,
  lost: (name: string) => `${name} lost the connection`,
  declined: (names: string) => `${names} declined`,
  isBusy: (names: string, n: number) => plural('en', n, { one: `${names} is busy`, other: `${names} are busy` }),
  noAnswerFrom: (names: string) => `${names} did not answer`,
  invited: (names: string) => `${names} is being called`,
  sharesScreen: (name: string) => `${name} shares their screen`,

  // Adding people.
  inviteTitle: 'Add people to the call',
  inviteSomebody: 'Somebody else',
  inviteSomebodyHint: 'Their user id',
  inviteAdd: 'Add',
  inviteNobody: 'Nobody to suggest. Type a user id.',
  inviteCall: (n: number) => (n === 0 ? 'Call' : `Call ${people(n)}`),
  inTheCall: 'In the call',
  online: 'online',
  offline: 'offline',
  close: 'Close',

  // Devices.
  devices: 'Camera, microphone and sound',
  camera: 'Camera',
  microphone: 'Microphone',
  speaker: 'Speaker',
  numbered: (kind: string, n: number) => `${kind} ${n}`,
  noneFound: 'None found',
  notInUse: 'Not in use',
  flipCamera: 'Turn the camera around',
  background: 'Background',
  backgroundNone: 'None',
  backgroundBlur: { 1: 'Slight blur', 2: 'Blur', 3: 'Strong blur' },
  backgroundImage: (n: number) => `Picture ${n}`,
  noiseSuppression: 'Noise suppression',
  resolution: 'Resolution',

  // History.
  history: 'Calls',
  filter: 'Which calls',
  all: 'All',
  missed: 'Missed',
  noCalls: 'No calls yet',
  noCallsHint: 'Who you called and who called you will be here.',
  noMissed: 'No missed calls',
  noMissedHint: 'You were there for all of them.',
  loading: 'Loading…',
  more: 'Show more',
  tryAgain: 'Try again',
  incoming: 'Incoming',
  outgoing: 'Outgoing',
  missedCall: 'Missed call',
  voiceCallTo: (names: string) => `Voice call to ${names}`,
  videoCallTo: (names: string) => `Video call to ${names}`,

  // How it ended.
  youHungUp: 'You hung up',
  hungUp: (name: string) => `${name} hung up`,
  theOtherSide: 'The other side',
  talkedFor: (duration: string) => `You talked for ${duration}.`,
  missedFrom: (name: string) => `Missed call from ${name}`,
  canceledBy: (name: string) => `${name} canceled the call`,
  youGaveUp: 'Call canceled',
  nobodyYet: 'Nobody had answered yet.',
  youDeclined: 'You declined',
  youDeclinedNote: (name: string) => `${name} can see that you did not take the call.`,
  youWereBusy: 'You were busy',
  youWereBusyNote: (name: string) => `${name} was told so.`,
  youWereLate: 'You did not answer in time.',
  busyNote: 'Try again in a while.',
  noAnswer: 'No answer',
  nobodyJoined: 'Nobody joined',
  noAnswerNote: (names: string) => `${names} did not answer in time.`,
  lostWhileRinging: (name: string) => `${name} lost the connection while it rang.`,
  connectionLost: 'Connection lost',
  couldNotGoOn: 'The call could not go on.',
  interrupted: 'Call interrupted',
  interruptedNote: 'The service restarted, and the call could not be picked up again.',
  endedByServer: 'Ended by the service',
  endedByServerNote: 'It was stopped before anybody answered.',
  removed: 'Taken out of the call',
  removedNote: 'It no longer rings for you.',
  answeredElsewhere: 'Answered on another device',
  answeredElsewhereNote: 'The call goes on there.',
  declinedElsewhere: 'Declined on another device',
  declinedElsewhereNote: (name: string) => `You declined ${name}’s call there.`,
  callOver: 'The call is over',
  callAgain: 'Call again',
  callBack: 'Call back',
  voice: 'Voice',
  video: 'Video',
  done: 'Done',

  // What goes wrong while everything goes on.
  reconnecting: 'Connection lost, reconnecting…',
  reconnectingCall: 'The call is kept for a few seconds.',
  mediaReconnecting: 'Sound and picture are interrupted, reconnecting…',
  mediaLost: 'Sound and picture cannot get through. A firewall may be in the way.',
  soundBlocked: 'The browser holds the sound back.',
  letMeHear: 'Let me hear',
  signedOut: 'Signed out',
  signInAgain: 'Sign in again',
  dismiss: 'Dismiss',

  // Why something did not work.
  error: {
    busy: 'You are in another call already.',
    full: 'That is more people than a call can hold.',
    already_member: 'They are in the call already.',
    ended: 'The call is over.',
    not_ringing: 'It does not ring any more.',
    answered_elsewhere: 'You answered on another device.',
    already_answered: 'Somebody answered just now.',
    forbidden: 'This app does not allow that.',
    too_many_requests: 'That was too fast. Wait a moment and try again.',
    network: 'The server cannot be reached. Check the network and try again.',
    expired: 'Your session has expired. Sign in again.',
    kicked: 'You are signed in elsewhere, or were signed out.',
    refused: 'The server did not accept this sign-in.',
    unsupported: 'This browser cannot do that.',
    unknown: 'That did not work. Try again.',
  },
  fault: {
    insecure: 'Browsers lend cameras and microphones only to secure pages (https), and this one is not.',
    cameraDenied: 'This page may not use the camera. Allow it beside the address, then try again.',
    microphoneDenied: 'This page may not use the microphone. Allow it beside the address, then try again.',
    noCamera: 'No camera was found.',
    noMicrophone: 'No microphone was found.',
    cameraOccupied: 'Another program uses the camera.',
    microphoneOccupied: 'Another program uses the microphone.',
    camera: 'The camera does not work.',
    microphone: 'The microphone does not work.',
    screen: 'The screen could not be shared.',
    withoutCamera: 'The call goes on without your picture.',
    withoutMicrophone: 'You can listen, but nobody hears you.',
  },
};

/** Every text of the kit. Another language is an object of this type, so that none can be missing. */
export type Messages = typeof messages;

/** A language. */
export interface Locale {
  /** BCP 47, for `lang` and for Intl. */
  tag: string;
  /** Default ltr. */
  dir?: 'ltr' | 'rtl';
  messages: Messages;
}

export const en: Locale = { tag: 'en', messages };
