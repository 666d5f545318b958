/** The English texts about reactions and the chat. */
export const enChannel = {
  chat: 'Chat',
  unreadMessages: { one: '{count} new message', other: '{count} new messages' },
  noMessages: 'Nobody has written anything yet.',
  nothingKept: 'Nothing is kept: who comes later doesn’t see this.',
  yourMessage: 'Your message',
  messageHint: 'Write to everybody here',
  send: 'Send',
  sending: 'Sending…',
  charactersLeft: { one: '{count} character left', other: '{count} characters left' },
  charactersOver: { one: '{count} character too many', other: '{count} characters too many' },
  toNewMessages: 'New messages',
  deleteMessage: 'Delete message',

  // Why somebody can't write
  chatConnecting: 'Connecting to the chat…',
  chatLost: 'The chat can’t be reached. Trying again… The sound goes on.',
  chatOff: 'The hosts have turned the chat off.',
  chatForStage: 'Only those on stage can write and react here.',
  youAreSilenced: 'A host has taken the right to write and react from you.',

  // What hosts do
  whoMayWrite: 'Who may write and react',
  chatAll: 'Everybody',
  chatStage: 'Those on stage',
  chatNobody: 'Nobody but hosts',
  silence: 'Don’t let them write',
  unsilence: 'Let them write again',
  silencedMark: 'can’t write',

  // Reactions
  reactions: 'Reactions',
  reactionNames: {
    clap: 'Applause',
    heart: 'Heart',
    laugh: 'Laughter',
    wow: 'Wow',
    'thumbs-up': 'Thumbs up',
    party: 'Party',
  },
  reactionsSeen: { one: '{count} reaction', other: '{count} reactions' },
  keyReact: 'React',
  keyChat: 'Open or close the chat',

  errors: {
    CHANNEL_UNREACHABLE: 'The chat can’t be reached. Try again in a moment. The sound goes on.',
    CHAT_NOT_ALLOWED: 'You may not write here at the moment. A host can change that.',
    CHAT_TOO_FAST: 'Too many messages at once. Wait a second, then send it again.',
    CHAT_TOO_LONG: 'That message is too long. Use 280 characters at most.',
  },
} as const;
