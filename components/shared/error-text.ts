import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { Texts } from '../texts/texts.ts';

type Browser = keyof Texts['deniedHelp'];

/** The browser, by whose settings it allows the microphone. The order matters: most browsers also claim to be Safari. */
export function browserOf(userAgent: string, touchPoints: number): Browser {
  // Every browser on iOS uses Safari's engine. An iPad claims to be a Mac, but no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Macintosh/.test(userAgent) && touchPoints > 1) return 'ios';
  if (/Android/.test(userAgent)) return 'android';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}

/** The text for a failure. If the microphone was denied, it says how to allow it in this browser. */
export function errorText(
  texts: Texts,
  code: RoomErrorCode,
  browser = browserOf(navigator.userAgent, navigator.maxTouchPoints),
): string {
  const text = texts.errors[code];
  return code === 'MICROPHONE_DENIED' ? `${text} ${texts.deniedHelp[browser]}` : text;
}
