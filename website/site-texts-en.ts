/** The English texts of the pages around the element. */
export const en = {
  title: 'Audio Rooms: talk with anyone, by link',
  headline: 'Talk with anyone. Just send a link.',
  lead: 'Up to 12 people talk on stage, everyone else listens. No account, nothing to install, nothing recorded.',
  haveLink: 'Have a link? Paste it here',
  open: 'Open',
  wrongLink: 'That’s not a link to a room. Room links end in /room/ and a code.',
  newRoom: 'Create a new room',
  unknownTitle: 'Page not found',
  unknownAdvice: 'Check the address, or go to the start page.',
  toStart: 'Go to the start page',
  roomTitle: 'Audio room',
  live: 'On stage',
  muted: 'Muted',
  listening: 'Listening',
};

export type SiteTexts = Readonly<Record<keyof typeof en, string>>;
