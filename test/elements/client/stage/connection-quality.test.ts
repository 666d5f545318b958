import { expect } from '@open-wc/testing';
import { ConnectionMeter } from '../../../../src/client/stage/connection-quality.ts';

describe('ConnectionMeter', () => {
  const none = () => Promise.reject(new Error('No statistics'));
  const stream = (...networkQuality: number[]) => ({
    requestQualityStats: () =>
      Promise.resolve(networkQuality.map((each) => ({ networkQuality: each }))),
    requestRTCStats: none,
  });
  const broken = { requestQualityStats: none, requestRTCStats: none };
  const qualityOf = (...streams: Parameters<ConnectionMeter['measure']>) =>
    new ConnectionMeter().measure(...streams);

  /** A stream whose connection has these numbers at one measure after the other. */
  const counting = (...reports: object[][]) => {
    const left = [...reports];
    return {
      ...stream(4),
      requestRTCStats: () =>
        Promise.resolve(new Map((left.shift() ?? []).map((entry, i) => [String(i), entry]))),
    };
  };
  const checked = (responsesReceived: number, bytesReceived = 0) => [
    { type: 'candidate-pair', responsesReceived, bytesReceived },
  ];

  it('is poor if the sent stream or all received streams are poor, but not for a single one', async () => {
    expect(await qualityOf(undefined, [])).to.equal(undefined);
    expect(await qualityOf(undefined, [stream(4)])).to.equal('good');
    expect(await qualityOf(undefined, [stream(0), stream(2)])).to.equal('good');
    expect(await qualityOf(undefined, [stream(0), stream(1)])).to.equal('poor');
    expect(await qualityOf(stream(1), [stream(4)])).to.equal('poor');
    expect(await qualityOf(stream(2), [])).to.equal('good');
  });

  it('ignores streams without statistics', async () => {
    expect(await qualityOf(broken, [stream(4)])).to.equal('good');
    expect(await qualityOf(undefined, [broken, stream()])).to.equal(undefined);
  });

  it('is lost if nothing arrived since the measurement before, until something does', async () => {
    const meter = new ConnectionMeter();
    const me = counting(checked(1), checked(1), checked(1), checked(2));
    const seen = [];
    for (let turn = 0; turn < 4; turn++) seen.push(await meter.measure(me, []));
    expect(seen).to.deep.equal(['good', 'lost', 'lost', 'good']);
  });

  it('is not lost for a new connection after the one before was lost', async () => {
    const meter = new ConnectionMeter();
    const before = counting(checked(1), checked(1));
    await meter.measure(undefined, [before]);
    expect(await meter.measure(undefined, [before])).to.equal('lost');
    expect(await meter.measure(undefined, [counting(checked(0))])).to.equal('good');
  });

  it('is good if anything arrives on any stream', async () => {
    const cases = [
      [counting(checked(1), checked(1)), counting(checked(7), checked(8))],
      [counting(checked(1), checked(1)), counting(checked(7, 100), checked(7, 180))],
      // A connection that was made anew begins at nought.
      [counting(checked(9), checked(0))],
    ];
    for (const streams of cases) {
      const meter = new ConnectionMeter();
      await meter.measure(undefined, streams);
      expect(await meter.measure(undefined, streams)).to.equal('good');
    }
  });

  it('is not lost in browsers that do not count, nor without streams', async () => {
    const old = [{ type: 'candidate-pair', bytesReceived: 5 }];
    const meter = new ConnectionMeter();
    const silent = counting(old, old);
    expect(await meter.measure(silent, [])).to.equal('good');
    expect(await meter.measure(silent, [])).to.equal('good');
    const gone = counting(checked(1), checked(1));
    await meter.measure(gone, []);
    expect(await meter.measure(gone, [])).to.equal('lost');
    expect(await meter.measure(undefined, [])).to.equal(undefined);
    expect(await meter.measure(stream(4), [])).to.equal('good');
  });
});
