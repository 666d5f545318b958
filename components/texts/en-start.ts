/**
 * The English texts that are needed before somebody joins. They are in a file of their own
 * so that the start page does not load the texts of the room.
 */
export const enStart = {
  language: 'en',

  // Words for the names that the name field suggests. Each first word goes with each second word.
  friendlyNames: {
    first: 'Sunny Mellow Brave Curious Gentle Merry Quiet Swift Bright Cosy Lucky Jolly',
    second: 'Otter Fox Robin Maple Koala Panda Comet Willow Badger Heron Lynx Clover',
  },

  // Start and lobby
  yourName: 'Your name',
  otherName: 'Suggest another name',
  nameEmpty: 'Enter a name of 1 to 40 characters.',
  nameTooLong: 'That name is too long. Use 40 characters at most.',
  createRoom: 'Create a room',
  createHint: 'You join as a listener. Your microphone stays off until you go on stage.',
  creating: 'Creating the room…',
  joining: 'Joining…',
  lobbyTitle: 'You’re invited to talk',
  lobbyLive: 'On stage now: {names}',
  lobbyQuiet: 'Nobody is on stage yet.',
  listeners: { one: '{count} listener', other: '{count} listeners' },
  lobbyHosts: 'Hosted by {names}',
  lobbyInvited: 'A host invites people to speak. Raise your hand in the room to ask.',
  lobbyLocked: 'This room is locked: nobody new can come in.',
  lobbyCloses: 'Closes at {time}',
  joinAsListener: 'Join as a listener',
  joinOnStage: 'Go on stage',
  joinHint: 'Listeners’ microphones stay off. You can test yours before you go on stage.',
  loadingRoom: 'Looking for the room…',
  tryAgain: 'Try again',

  // Failures that can happen before somebody tries to join
  errors: {
    INVALID_REQUEST:
      'The room service didn’t understand the request. Reload the page and try again.',
    ORIGIN_REFUSED:
      'The room service doesn’t accept this page’s address. Whoever runs it can allow it (--allow-host, on AWS ALLOWED_ORIGINS).',
    NOT_FOUND: 'There is no room service at this address. Check the address of the API.',
    ROOM_NOT_FOUND:
      'This room doesn’t exist. Check the link: part of it may be missing, or the room closed long ago.',
    ROOM_ENDED: 'This room has ended. Ask for a new link, or create your own room.',
    TOO_MANY_REQUESTS: 'There are too many requests right now. Wait a few seconds and try again.',
    INTERNAL_ERROR: 'Something went wrong on our side. Try again.',
    UNAVAILABLE: 'The room service is temporarily unavailable. Wait a few seconds and try again.',
    API_UNREACHABLE: 'The room service can’t be reached. Check your network and try again.',
    SDK_UNAVAILABLE:
      'Part of this page didn’t load. Check your network and try again, or reload the page.',
    UNEXPECTED_ERROR: 'Something went wrong on this page. Reload it and try again.',
  },
} as const;
