import fc from 'fast-check';

const HOSTILE_LINES = [
  'a=candidate:1 1 UDP 2122317823 169.254.169.254 80 typ host',
  'a=candidate:1 1 UDP 1 0.0.0.0 0 typ host',
  `a=candidate:${'9'.repeat(300)} 1 UDP 1 127.0.0.1 1 typ host`,
  'a=ice-ufrag:',
  `a=ice-ufrag:${'x'.repeat(5_000)}`,
  'a=ice-pwd:short',
  'a=fingerprint:sha-256 00',
  'a=fingerprint:md5 AA:BB',
  'a=setup:passive',
  'a=setup:holdconn',
  'a=mid:',
  'a=mid:0',
  'a=ssrc:0 cname:x',
  'a=ssrc:99999999999 cname:x',
  'a=ssrc:4711 cname:x',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:300 opus/48000/2',
  'a=rtpmap:-1 opus/1/1',
  'a=fmtp:111 %n%n%n%s',
  'a=extmap:99999 urn:x',
  'a=rid:* send',
  'a=simulcast:send 1;2;3',
  'a=inactive',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'm=video 0 RTP/AVP 999',
  'c=IN IP6 ::1',
  'o=- 99999999999999999999 2 IN IP4 127.0.0.1',
  's=',
  't=-1 -1',
  'v=1',
  '',
  '\u0000',
  '\u00FF'.repeat(50),
];

type Edit = (lines: string[]) => string[];

const position = fc.nat(200);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  position.map((at) => (lines: string[]) => lines.toSpliced(at % lines.length, 1)),
  fc.tuple(position, fc.constantFrom(...HOSTILE_LINES)).map(
    ([at, line]) =>
      (lines: string[]) =>
        lines.toSpliced(at % lines.length, 0, line),
  ),
  fc.tuple(position, fc.constantFrom(...HOSTILE_LINES)).map(
    ([at, line]) =>
      (lines: string[]) =>
        lines.toSpliced(at % lines.length, 1, line),
  ),
  fc.tuple(position, position).map(([a, b]) => (lines: string[]) => {
    const moved = lines[a % lines.length] ?? '';
    return lines.toSpliced(b % lines.length, 0, moved);
  }),
  fc
    .tuple(position, fc.constantFrom('-1', '0', '65536', '4294967296', '1e9', 'x', ''))
    .map(([at, number]) => (lines: string[]) => {
      const index = at % lines.length;
      return lines.with(index, (lines[index] ?? '').replace(/\d+/, number));
    }),
  fc
    .tuple(position, fc.string({ unit: 'binary', maxLength: 20 }))
    .map(([at, text]) => (lines: string[]) => {
      const index = at % lines.length;
      const line = lines[index] ?? '';
      const middle = Math.floor(line.length / 2);
      return lines.with(index, line.slice(0, middle) + text + line.slice(middle));
    }),
  position.map((at) => (lines: string[]) => lines.slice(0, at % lines.length)),
  fc.constant((lines: string[]) => [...lines, ...lines]),
  fc.constant((lines: string[]) => lines.flatMap((line) => Array<string>(15).fill(line))),
);

/** An offer with one to four random edits, which may still be valid. */
export const mutatedSdp = (offer: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.constantFrom('\r\n', '\n'))
    .map(([edits, end]) =>
      edits
        .reduce((lines, change) => (lines.length > 0 ? change(lines) : lines), offer.split('\r\n'))
        .join(end),
    );

const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

const uint16 = fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 1, 4, 8, 20, 0xffff));

const STUN_TYPES = [0x0001, 0x0011, 0x0101, 0x0111, 0x0003, 0x0016];
const STUN_ATTRIBUTES = [0x0001, 0x0006, 0x0008, 0x0009, 0x0020, 0x0024, 0x0025, 0x8029, 0x8028];

const stunAttribute = fc
  .tuple(fc.constantFrom(...STUN_ATTRIBUTES), uint16, bytes(40), fc.boolean())
  .map(([type, length, value, honest]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(honest ? value.length : length, 2);
    const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
    return Buffer.concat([head, value, padding]);
  });

const stun = fc
  .tuple(
    fc.constantFrom(...STUN_TYPES),
    fc.array(stunAttribute, { maxLength: 6 }),
    uint16,
    fc.boolean(),
    bytes(12),
  )
  .map(([type, attributes, length, honest, id]) => {
    const body = Buffer.concat(attributes);
    const head = Buffer.alloc(20);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(honest ? body.length : length, 2);
    head.writeUInt32BE(0x2112_a442, 4);
    id.copy(head, 8);
    return Buffer.concat([head, body]);
  });

/** Handshake, alert, change cipher spec and data records, whose lengths may be wrong. */
const dtls = fc
  .tuple(fc.constantFrom(20, 21, 22, 23, 63), uint16, bytes(120), fc.constantFrom(0xfefd, 0xfeff))
  .map(([type, length, body, version]) => {
    const head = Buffer.alloc(13);
    head.writeUInt8(type, 0);
    head.writeUInt16BE(version, 1);
    head.writeUInt16BE(length, 11);
    return Buffer.concat([head, body]);
  });

const rtcpPart = fc
  .tuple(
    fc.nat(31),
    fc.integer({ min: 192, max: 207 }),
    fc.constantFrom(4711, 0, 1, 0xffff_ffff),
    bytes(80),
  )
  .map(([count, type, ssrc, rest]) => {
    const body = rest.subarray(0, rest.length - (rest.length % 4));
    const head = Buffer.alloc(8);
    head.writeUInt8(0x80 | count, 0);
    head.writeUInt8(type, 1);
    head.writeUInt16BE(1 + body.length / 4, 2);
    head.writeUInt32BE(ssrc, 4);
    return Buffer.concat([head, body]);
  });

/** RTCP: reports, source descriptions, BYE, feedback and unknown types, single or compound. Counts may be wrong, and the last packet truncated. */
export const rtcp = fc
  .tuple(fc.array(rtcpPart, { minLength: 1, maxLength: 4 }), fc.nat(8))
  .map(([parts, cut]) => Buffer.concat(parts).subarray(0, -1 - cut));

/** The second byte: a payload type, or 200 to 207, which marks RTCP. */
const rtp = fc
  .tuple(fc.integer({ min: 128, max: 191 }), fc.nat(255), bytes(200))
  .map(([first, second, rest]) => Buffer.concat([Buffer.from([first, second]), rest]));

/** A datagram that anyone on the network can send. */
export const datagram: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 4, arbitrary: stun },
  { weight: 3, arbitrary: dtls },
  { weight: 3, arbitrary: rtp },
  bytes(1_400),
  fc.constant(Buffer.alloc(65_000, 0x80)),
);
