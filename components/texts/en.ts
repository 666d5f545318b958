import { enChannel } from './en-channel.ts';
import { enPeople } from './en-people.ts';
import { enStart } from './en-start.ts';

/** All English texts. Other languages have the same keys, and English stands in for those that a page leaves out. */
export const en = {
  ...enStart,
  ...enPeople,
  ...enChannel,

  // Microphone check
  micCheckTitle: 'Check your microphone',
  micCheckAsk: 'If your browser asks, let it use your microphone. Nobody can hear you yet.',
  micCheckSpeak: 'Say something: the bar should move. Nobody can hear you yet.',
  micCheckHeard: 'Your microphone works. You’re ready.',
  micCheckTry: 'Hear yourself',
  micCheckRecording: 'Recording for 3 seconds…',
  micCheckPlaying: 'This is how you sound…',
  micCheckJoin: 'Go on stage now',
  micCheckJoinHint: 'Everyone in the room can hear you as soon as you go on stage.',
  inputLevel: 'Microphone level',
  back: 'Back',

  // Room
  room: 'Audio room',
  stage: 'On stage',
  you: 'you',
  muted: 'muted',
  speaking: 'speaking',
  unheard: 'can’t be heard',
  goOnStage: 'Go on stage',
  goOnStageHint: 'Turns your microphone on',
  goOnStageBlockedHint: 'No sound reaches you, so you may not be heard either',
  goingOnStage: 'Going on stage…',
  stageFull: 'The stage is full',
  stageFullHint: 'You can go on stage when someone steps back',
  controls: 'Room controls',
  stepBack: 'Step back',
  stepBackHint: 'Turns your microphone off: you just listen',
  leave: 'Leave',
  mute: 'Mute',
  unmute: 'Unmute',
  invite: 'Invite',
  more: 'More',
  close: 'Close',
  tapToListen: 'Tap to listen',
  tapToListenHint: 'Your browser blocks sound until you tap.',
  soundPaused: 'The sound is paused.',
  nothingHeard:
    'No sound reaches you. A firewall may be blocking it: try another network, such as mobile data, or turn off your VPN. Trying again…',
  speakersUnheard: 'You can’t hear {names} at the moment. Trying again…',
  outputLost: 'Your sound output was disconnected. The default one is used until it’s back.',
  microphonePaused:
    'Your device has paused your microphone, as it does during a call. You’re muted.',
  mutedWhileSpeaking: 'You’re talking, but you’re muted.',
  reconnecting: 'Connection lost. Reconnecting…',
  qualityGood: 'Good connection',
  qualityPoor: 'Poor connection',
  closesIn: { one: 'Closes in {count} minute', other: 'Closes in {count} minutes' },
  closesInSeconds: { one: 'Closes in {count} second', other: 'Closes in {count} seconds' },
  dismiss: 'Dismiss',

  // Announcements for screen readers
  joinedStage: '{name} joined the stage',
  leftStage: '{name} left the stage',
  joinedStageMany: {
    one: '{count} person joined the stage',
    other: '{count} people joined the stage',
  },
  leftStageMany: { one: '{count} person left the stage', other: '{count} people left the stage' },
  youAreListening: 'You’re listening',
  youAreOnStage: 'You’re on stage. Your microphone is on.',
  youAreMuted: 'Microphone off',
  youAreUnmuted: 'Microphone on',
  reconnected: 'You’re connected again',
  heardAgain: 'The sound is back',

  // Sound
  settings: 'Sound settings',
  microphone: 'Microphone',
  output: 'Sound output',
  defaultDevice: 'Browser default',
  noiseSuppression: 'Reduce background noise',
  echoCancellation: 'Cancel echo',
  newMicrophone: '“{name}” was connected.',
  useIt: 'Use it',
  deniedHelp: {
    chromium: 'Click the icon to the left of the address, allow the microphone, then try again.',
    firefox:
      'Click the crossed-out microphone next to the address, remove the block, then try again.',
    safari:
      'In the menu bar, open Safari › Settings for This Website, allow the microphone, then try again.',
    ios: 'Tap the page icon next to the address, then Website Settings, and allow the microphone. Check the Settings app, too.',
    android: 'Tap the icon to the left of the address, then Permissions, and allow the microphone.',
    other: 'Allow it in your browser’s settings for this site, then try again.',
  },
  microphoneWaiting:
    'Waiting for your microphone. If your browser asks, answer it: the question may be behind an icon next to the address.',
  cancel: 'Cancel',
  microphoneGone: 'Your microphone was disconnected. You’re muted.',

  // After a visit
  joinAgain: 'Join again',
  cannotJoin: 'You can’t join this room',
  left: {
    user: {
      title: 'You left the room',
      advice: 'The others can keep talking. You can come back while the room is open.',
    },
    failed: { title: 'You couldn’t join', advice: 'Try again, or ask for a new link.' },
    'room-ended': {
      title: 'The room has ended',
      advice: 'Thanks for joining. To keep talking, create a new room.',
    },
    removed: {
      title: 'You were removed from the room',
      advice: 'A host removed you. You can’t come back unless a host lets you in again.',
    },
    'joined-elsewhere': {
      title: 'You joined from another tab',
      advice: 'You can be in a room only once, so this tab was disconnected.',
    },
    'token-refused': {
      title: 'Your access to the room was refused',
      advice: 'Join again to renew it.',
    },
    'connection-lost': {
      title: 'You lost the connection',
      advice: 'Check your network, then join again.',
    },
    unknown: {
      title: 'You were disconnected',
      advice: 'Join again. If it keeps happening, ask for a new link.',
    },
  },

  errors: {
    ...enStart.errors,
    METHOD_NOT_ALLOWED:
      'The room service doesn’t accept this request. Reload the page to get the latest version.',
    ROOM_FULL: 'The room is full. Try again when somebody has left.',
    ...enChannel.errors,
    API_KEY_REQUIRED:
      'Rooms can’t be created from this page. Ask whoever runs this service for the link of a room.',
    PAYLOAD_TOO_LARGE: 'The request was too large. Use a shorter name and try again.',
    TOKEN_REFUSED: 'Your access to the room was refused. Join again to renew it.',
    API_OUTDATED:
      'This service is of an older version that can’t do this. Whoever runs it can update it.',
    NOT_HOST: 'This host link doesn’t work any more. Ask another host for the new one.',
    STAGE_BY_INVITATION: 'A host invites people on stage here. Raise your hand to ask for it.',
    ROOM_LOCKED: 'The room is locked: nobody new can come in. Ask somebody in it to unlock it.',
    REMOVED: 'A host has removed you from this room.',
    CHANNEL_OFF: 'This room has no chat. You can talk and raise a hand without it.',
    HANDS_FULL: 'Too many hands are raised. Try again when some are down.',
    BROWSER_UNSUPPORTED:
      'This browser doesn’t support live audio. Use a current version of Chrome, Edge, Firefox or Safari.',
    STAGE_UNREACHABLE:
      'The audio can’t get through. A firewall or your network may be blocking it.',
    CLOCK_WRONG:
      'The clock of this device is more than a day ahead, so the stage refused the connection. Set date and time to automatic, then join again.',
    JOIN_REFUSED: 'The stage refused the connection. Join again.',
    INSECURE_CONTEXT:
      'Browsers allow the microphone on secure pages only. Open this page with https://.',
    MICROPHONE_DENIED: 'Your browser is blocking the microphone on this page.',
    MICROPHONE_DISMISSED:
      'You haven’t allowed the microphone yet. Try again and allow it. If your browser doesn’t ask again, reload the page.',
    MICROPHONE_BLOCKED_BY_SYSTEM:
      'Your system doesn’t let this browser use the microphone. Allow it in the system’s privacy settings, then try again.',
    MICROPHONE_REVOKED:
      'This page may no longer use your microphone, so nobody can hear you. Try again to ask for it.',
    MICROPHONE_NOT_ALLOWED_HERE:
      'The page around this room doesn’t let it use the microphone. Its frame needs allow="microphone".',
    MICROPHONE_BLOCKED_BY_PAGE:
      'This page doesn’t let anybody use a microphone. Whoever runs it can allow it: its Permissions-Policy header needs microphone=(self).',
    MICROPHONE_NOT_FOUND: 'No microphone was found. Connect one and try again.',
    MICROPHONE_IN_USE: 'Another app is using the microphone. Close that app and try again.',
    STAGE_FULL:
      'The stage is full: 12 people are on it. You can keep listening and try again when someone steps back.',
    PUBLISH_FAILED:
      'Your voice couldn’t be sent. Try again. If that doesn’t help, a firewall may be blocking it: try another network, such as mobile data, or turn off your VPN.',
  },

  // Invitation
  inviteTitle: 'Invite people',
  inviteTileHint: 'By link or QR code',
  inviteHint: 'Anyone with the link can join, listen and go on stage until the room closes.',
  copyLink: 'Copy link',
  copied: 'Link copied',
  copyFailed: 'The link couldn’t be copied. Select it and copy it yourself.',
  share: 'Share…',
  roomLink: 'Room link',
  qrCode: 'QR code of the room link',
  shareText: 'Join us in this audio room',

  // About, keyboard shortcuts, appearance
  about: 'About this room',
  aboutText:
    'Up to 12 people can talk on stage; everyone else listens. Nothing is recorded. The room closes by itself.',
  aboutOpened: 'Opened at {time}',
  aboutClosed: 'Closes at {time}',
  keys: 'Keyboard shortcuts',
  keyMute: 'Mute or unmute',
  keyTalk: 'Hold to talk while muted',
  keyHelp: 'Show this list',
  keySpace: 'Space',
  keysOn: 'Use keyboard shortcuts',
  appearance: 'Appearance',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  themeContrast: 'High contrast',
} as const;
