import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { Texts } from '../texts/texts.ts';

type Browser = keyof Texts['deniedHelp'];

/** Whose settings hold the microphone; the order matters, because most browsers also claim to be Safari. */
export function browserOf(userAgent: string, touchPoints: number): Browser {
  // Every browser on iOS is Safari inside; an iPad says that it is a Mac, but no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

/** The sentence for a failure, with what to do about it in this browser. */
export function problemText(
  texts: Texts,
  code: RoomErrorCode,
  browser = browserOf(navigator.userAgent, navigator.maxTouchPoints),
): string {
  const sentence = texts.errors[code];
  return code === 'MICROPHONE_DENIED' ? `${sentence} ${texts.deniedHelp[browser]}` : sentence;
}
