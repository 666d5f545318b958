/** English until somebody joins; apart from `en.ts`, because a landing page should not wait for sentences that it never says. */
export const enStart = {
  language: 'en',

  // Every first word goes with every second one. They make the names that the name field suggests.
  friendlyNames: {
    first: 'Sunny Mellow Brave Curious Gentle Merry Quiet Swift Bright Cosy Lucky Jolly',
    second: 'Otter Fox Robin Maple Koala Panda Comet Willow Badger Heron Lynx Clover',
  },

  // Start and lobby
  yourName: 'Your name',
  otherName: 'Another name',
  nameEmpty: 'Write a name: 1 to 40 characters.',
  nameTooLong: 'That name is too long. Use 40 characters at most.',
  nameForbidden:
    'That name has a character that can’t be shown. Write it with letters, digits, signs or emoji.',
  createRoom: 'Create a room',
  createHint: 'You arrive as a listener. Your microphone stays off until you go on stage.',
  creating: 'Creating the room…',
  joining: 'Joining…',
  lobbyTitle: 'You are invited to talk',
  lobbyLive: 'On stage now: {names}',
  lobbyQuiet: 'Nobody is on stage yet.',
  listeners: { one: '{count} listener', other: '{count} listeners' },
  lobbyCloses: 'Closes at {time}',
  joinAsListener: 'Join as a listener',
  joinOnStage: 'Go on stage',
  joinHint: 'A listener’s microphone stays off. On the way to the stage you can check yours.',
  loadingRoom: 'Looking for the room…',

  // The end
  joinAgain: 'Join again',
  tryAgain: 'Try again',
  cannotJoin: 'This room can’t be opened',
  left: {
    user: {
      title: 'You left the room',
      advice: 'The others can still talk. You can come back while the room is open.',
    },
    failed: { title: 'You could not join', advice: 'Try again, or ask for a new link.' },
    'room-ended': {
      title: 'The room has ended',
      advice: 'Thanks for being there. Create a new room to go on talking.',
    },
    removed: {
      title: 'You were removed from the room',
      advice: 'Whoever runs the room ended your visit.',
    },
    'joined-elsewhere': {
      title: 'You joined in another tab',
      advice: 'This tab went quiet so that you are here only once.',
    },
    'token-refused': {
      title: 'Your pass to the room was refused',
      advice: 'Join again to get a new one.',
    },
    'connection-lost': {
      title: 'The connection was lost',
      advice: 'Check your network, then join again.',
    },
    unknown: {
      title: 'The room closed the connection',
      advice: 'Join again. If it happens again, ask for a new link.',
    },
  },

  errors: {
    INVALID_REQUEST: 'The room did not understand the request. Reload the page and try again.',
    TOKEN_REFUSED: 'Your pass to the room was refused. Leave and join again.',
    NOT_FOUND: 'There is no room service at this address. Check the address of the API.',
    ROOM_NOT_FOUND:
      'There is no such room. Check the link: perhaps a part is missing, or the room closed long ago.',
    METHOD_NOT_ALLOWED:
      'The room service does not take this request. Reload the page to get its newest version.',
    ROOM_FULL: 'The room is full. Try again when somebody has left.',
    ROOM_ENDED: 'This room has ended. Ask for a new link, or create a room of your own.',
    PAYLOAD_TOO_LARGE: 'That was too much at once. Use a shorter name and try again.',
    TOO_MANY_REQUESTS: 'Too many people do this right now. Wait a few seconds and try again.',
    INTERNAL_ERROR: 'Something went wrong on our side. Try again.',
    UNAVAILABLE: 'The room service takes a short break. Wait a few seconds and try again.',
    API_UNREACHABLE: 'The room service can’t be reached. Check your network, then try again.',
    SDK_UNAVAILABLE:
      'The part that carries the sound could not be loaded. A network or a content blocker may stop it.',
    INSECURE_CONTEXT:
      'Browsers give the microphone to secure pages only. Open this page with https://.',
    BROWSER_UNSUPPORTED:
      'This browser can’t carry live sound. Use a current Chrome, Edge, Firefox or Safari.',
    MICROPHONE_DENIED: 'The browser blocks the microphone for this page.',
    MICROPHONE_NOT_ALLOWED_HERE:
      'The page around this room does not let it use the microphone. It has to add allow="microphone" to the frame.',
    MICROPHONE_NOT_FOUND: 'No microphone was found. Plug one in and try again.',
    MICROPHONE_IN_USE: 'Another app uses the microphone. Close it and try again.',
    STAGE_FULL:
      'The stage is full: 12 people are speaking. You keep listening; try again when somebody steps back.',
    STAGE_UNREACHABLE: 'The sound can’t get through. A firewall or the network may block it.',
    JOIN_REFUSED: 'The stage did not let you in. Leave and join again.',
    PUBLISH_FAILED: 'Your voice could not be sent. You keep listening; try to go on stage again.',
    UNEXPECTED_ERROR: 'Something went wrong in this page. Reload it and try again.',
  },
} as const;
