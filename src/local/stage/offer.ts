import { MediaCode, MediaRefusal } from './refusal.ts';

/** What the server needs to know of an SDP offer. */
export interface Offer {
  /** The offer with its video inactive, so that the answer says so, too. */
  readonly sdp: string;
  readonly audioMid: string;
  /** The payload type that the offer gives to Opus; 111 in Chromium, 109 in Firefox. */
  readonly payloadType: number;
  /** Opus parameters, to be agreed to as they are; empty if the offer has none. */
  readonly fmtp: string;
  /** The SSRC that a publisher announces. */
  readonly ssrc: number | undefined;
}

// The SDK offers one audio and one video section.
const MAX_SECTIONS = 4;

/** Reads an offer. Throws a {@link MediaRefusal} if it isn't one that can be answered. */
export function parseOffer(sdp: string): Offer {
  const [session = '', ...sections] = sdp.split(/(?<=\n)(?=m=)/);
  if (!session.startsWith('v=0') || sections.length === 0 || sections.length > MAX_SECTIONS)
    throw new MediaRefusal(400, 'The body is not an SDP offer of audio and video');
  const audio = sections.filter((section) => section.startsWith('m=audio '));
  const video = sections.filter((section) => section.startsWith('m=video '));
  if (audio[0] === undefined || audio.length > 1 || video.length !== sections.length - 1)
    throw new MediaRefusal(400, 'The offer must have one audio section, and else only video');
  const audioMid = /^a=mid:([\w-]{1,16})\r?$/m.exec(audio[0])?.[1];
  if (audioMid === undefined)
    throw new MediaRefusal(400, 'The audio section of the offer has no mid');
  const answerable = sections.map((section) => (section === audio[0] ? section : disable(section)));
  return { sdp: session + answerable.join(''), audioMid, ...parseOpus(audio[0]) };
}

function disable(section: string): string {
  return section.replaceAll(/^a=(?:sendrecv|sendonly|recvonly)(?=\r?$)/gm, 'a=inactive');
}

function parseOpus(section: string): Omit<Offer, 'sdp' | 'audioMid'> {
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
