import { MediaCode, MediaRefusal } from './refusal.ts';

/** What the server needs to know of an SDP offer. */
export interface Offer {
  readonly sdp: string;
  readonly audioMid: string;
  /** The payload type that the offer gives to Opus; 111 in Chromium, 109 in Firefox. */
  readonly payloadType: number;
  /** Opus parameters, to be agreed to as they are; empty if the offer has none. */
  readonly fmtp: string;
  /** The SSRC that a publisher announces. */
  readonly ssrc: number | undefined;
  /** Video sections, which are answered inactive: mid and first payload type. */
  readonly video: readonly { readonly mid: string; readonly payloadType: number }[];
}

// The SDK offers one audio and one video section.
const MAX_SECTIONS = 4;

/** Reads an offer. Throws a {@link MediaRefusal} if it isn't one that can be answered. */
export function parseOffer(sdp: string): Offer {
  const sections = sdp.split(/\r?\n(?=m=)/).slice(1);
  if (!sdp.startsWith('v=0') || sections.length === 0 || sections.length > MAX_SECTIONS)
    throw new MediaRefusal(400, 'The body is not an SDP offer of audio and video');
  let audio: Omit<Offer, 'sdp' | 'video'> | undefined;
  const video: { mid: string; payloadType: number }[] = [];
  for (const section of sections) {
    const mid = /^a=mid:([\w-]{1,16})\r?$/m.exec(section)?.[1];
    if (mid === undefined) throw new MediaRefusal(400, 'A media section of the offer has no mid');
    if (section.startsWith('m=audio ') && !audio) {
      audio = { audioMid: mid, ...parseOpus(section) };
    } else if (section.startsWith('m=video ')) {
      video.push({ mid, payloadType: Number(/^m=video \d+ \S+ (\d{1,3})\b/.exec(section)?.[1]) });
    } else {
      throw new MediaRefusal(400, 'The offer holds more than one audio and one video section');
    }
  }
  if (!audio) throw new MediaRefusal(400, 'The offer has no audio section');
  if (!video.every(({ payloadType }) => payloadType <= 127))
    throw new MediaRefusal(400, 'The offer has a video section without a payload type');
  return { sdp, video, ...audio };
}

function parseOpus(section: string): Omit<Offer, 'sdp' | 'video' | 'audioMid'> {
  const payloadType = Number(/^a=rtpmap:(\d{1,3}) opus\/48000\/2\r?$/im.exec(section)?.[1]);
  if (!(payloadType <= 127))
    throw new MediaRefusal(415, 'Only Opus audio can be published', MediaCode.Codec);
  const fmtp = new RegExp(`^a=fmtp:${payloadType} ([\\w=;, -]{1,200})\\r?$`, 'm').exec(
    section,
  )?.[1];
  const ssrc = Number(/^a=ssrc:(\d{1,10}) /m.exec(section)?.[1]);
  return {
    payloadType,
    fmtp: fmtp ?? '',
    ssrc: ssrc > 0 && ssrc <= 0xffff_ffff ? ssrc : undefined,
  };
}
