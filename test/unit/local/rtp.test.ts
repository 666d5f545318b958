import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isRtpOf, setPayloadType } from '../../../src/local/stage/media/rtp.ts';
import { makeRtp } from '../../support/rtp-packet.ts';

describe('RTP packets', () => {
  const payload = Buffer.from('opus');

  it('are recognized by version, payload type, source and length', () => {
    const good = makeRtp(7, 1, payload, 111);
    assert.equal(isRtpOf(good, 7, 111), true);
    assert.equal(isRtpOf(good, 8, 111), false);
    assert.equal(isRtpOf(good, 7, 110), false);
    assert.equal(isRtpOf(makeRtp(7, 1, Buffer.alloc(0), 111), 7, 111), false);
    const otherVersion = Buffer.from(good);
    otherVersion.writeUInt8(0x40, 0);
    assert.equal(isRtpOf(otherVersion, 7, 111), false);
  });

  it('are not recognized in random bytes, of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        fc.pre(bytes.length < 12 || Buffer.from(bytes).readUInt32BE(8) !== 7);
        assert.equal(isRtpOf(Buffer.from(bytes), 7, 111), false);
      }),
    );
  });

  it('keep their marker bit when their payload type is changed', () => {
    const packet = makeRtp(7, 1, payload, 111 | 0x80);
    setPayloadType(packet, 109);
    assert.deepEqual(packet, makeRtp(7, 1, payload, 109 | 0x80));
  });
});
