import { expect } from '@open-wc/testing';
import { announcements } from '../../../../components/room/announcements.ts';
import { en } from '../../../../components/texts/en.ts';
import { snapshotOf, speaker } from '../element-support.ts';

const people = (amount: number) => Array.from({ length: amount }, (_, i) => speaker(`P${i}`));

describe('announcements', () => {
  it('name one or two people who join the stage, and count more than two', () => {
    const said = (amount: number) =>
      announcements(snapshotOf(), snapshotOf({ speakers: people(amount) }), en);
    expect(said(1)).to.deep.equal(['P0 joined the stage']);
    expect(said(2)).to.deep.equal(['P0 joined the stage', 'P1 joined the stage']);
    expect(said(3)).to.deep.equal(['3 people joined the stage']);
  });

  it('say who left the stage', () => {
    const before = snapshotOf({ speakers: people(2) });
    expect(announcements(before, snapshotOf({ speakers: people(1) }), en)).to.deep.equal([
      'P1 left the stage',
    ]);
  });

  it('tell people whether they speak or listen, without their own name', () => {
    const me = speaker('Zoë', { local: true });
    const onStage = snapshotOf({ phase: 'speaking', speakers: [me] });
    expect(announcements(snapshotOf(), onStage, en)).to.deep.equal([en.youAreOnStage]);
    expect(announcements(onStage, snapshotOf(), en)).to.deep.equal([en.youAreListening]);
  });

  it('say that the microphone was turned off and on', () => {
    const on = snapshotOf({ phase: 'speaking' });
    const off = snapshotOf({ phase: 'speaking', muted: true });
    expect(announcements(on, off, en)).to.deep.equal([en.youAreMuted]);
    expect(announcements(off, on, en)).to.deep.equal([en.youAreUnmuted]);
  });

  it('say that the connection is back', () => {
    const silent = snapshotOf({ quality: 'lost' });
    const gone = snapshotOf({ reconnecting: true });
    for (const away of [silent, gone]) {
      expect(announcements(away, snapshotOf(), en)).to.deep.equal([en.reconnected]);
    }
    expect(announcements(silent, gone, en)).to.deep.equal([]);
  });

  it('say that the sound is back if somebody is heard again, not if they have left', () => {
    const missed = snapshotOf({ speakers: [speaker('Ana', { unheard: true })] });
    const heard = snapshotOf({ speakers: [speaker('Ana')] });
    expect(announcements(missed, heard, en)).to.deep.equal([en.heardAgain]);
    expect(announcements(missed, snapshotOf(), en)).to.deep.equal(['Ana left the stage']);
    expect(announcements(missed, { ...heard, reconnecting: true }, en)).to.deep.equal([]);
  });

  it('are empty if only the number of listeners changed', () => {
    expect(announcements(snapshotOf(), snapshotOf({ listeners: 9 }), en)).to.deep.equal([]);
  });
});
