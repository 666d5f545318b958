import { MediaCode, MediaRefusal } from './media-refusal.ts';

/** The parts of an SDP offer that the server uses. */
export interface Offer {
  /**
   * An offer with only the session and audio sections. With a second media section, the library parses each RTCP packet to
   * find its section, and libdatachannel 0.24.5 loops forever on a source description that is shorter than it says.
   */
  readonly audioSdp: string;
  /** The answer that rejects each section, in order; undefined for the audio section. */
  readonly refusals: readonly (string | undefined)[];
  readonly audioMid: string;
  /** The payload type that the offer assigns to Opus: 111 in Chromium, 109 in Firefox. */
  readonly payloadType: number;
  /** The Opus parameters, which the answer repeats; empty if the offer has none. */
  readonly fmtp: string;
  /** The SSRC that a publisher announces. */
  readonly ssrc: number | undefined;
  /** Whether the offer is of Firefox, which pairs no candidate with a loopback address. */
  readonly refusesLoopback: boolean;
}

// The SDK offers one audio section and one video section.
const MAX_SECTIONS = 4;

const SECTION_START = /(?<=\n)(?=m=)/;
// Firefox names itself in the origin line; other browsers write "-".
const FIREFOX = /^o=mozilla/m;
const MID = /^a=mid:([\w-]{1,16})\r?$/m;

/**
 * Parses an offer.
 * @throws {MediaRefusal} If it is not an offer that the server can answer.
 */
export function parseOffer(sdp: string): Offer {
  const [session = '', ...sections] = sdp.split(SECTION_START);
  if (!session.startsWith('v=0') || sections.length === 0 || sections.length > MAX_SECTIONS)
    throw new MediaRefusal(400, 'The body is not an SDP offer of audio and video');
  const audio = sections.filter((section) => section.startsWith('m=audio '));
  const video = sections.filter((section) => section.startsWith('m=video '));
  if (audio[0] === undefined || audio.length > 1 || video.length !== sections.length - 1)
    throw new MediaRefusal(
      400,
      'The offer must have one audio section and otherwise only video sections',
    );
  const audioMid = MID.exec(audio[0])?.[1];
  if (audioMid === undefined)
    throw new MediaRefusal(400, 'The audio section of the offer has no mid');
  const refusals = sections.map((section) => (section === audio[0] ? undefined : refuse(section)));
  return {
    audioSdp: session + audio[0],
    refusals,
    audioMid,
    refusesLoopback: FIREFOX.test(session),
    ...parseOpus(audio[0]),
  };
}

/** Completes the answer to an offer's audio into an answer to all of its sections. */
export function completeAnswer({ refusals }: Offer, audioAnswer: string): string {
  const [session = '', audio = ''] = audioAnswer.split(SECTION_START);
  return session + refusals.map((refusal) => refusal ?? audio).join('');
}

/** Answers a section with port 0, which rejects it (RFC 8829, section 5.3.1). */
function refuse(section: string): string {
  const formats = /^m=video \d{1,5} ([\w/]{1,32}(?: \d{1,3}){1,64})\r?$/m.exec(section)?.[1];
  const mid = MID.exec(section)?.[1];
  if (formats === undefined || mid === undefined)
    throw new MediaRefusal(400, 'The video section of the offer has no formats or no mid');
  return `m=video 0 ${formats}\r\nc=IN IP4 0.0.0.0\r\na=mid:${mid}\r\na=inactive\r\n`;
}

function parseOpus(section: string): Pick<Offer, 'payloadType' | 'fmtp' | 'ssrc'> {
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
