import { expect } from '@open-wc/testing';
import { announcements } from '../../../../components/room/announcements.ts';
import { en } from '../../../../components/texts/en.ts';
import { snapshotOf, speaker } from '../element-support.ts';
import { hand, inviting } from '../people/people-fixture.ts';

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

  const ask = (kind: 'mute' | 'step-back', by?: string) => ({ ask: kind, by, askedAt: '1' });

  it('say which host has muted the person, in place of that the microphone is off', () => {
    const on = snapshotOf({ phase: 'speaking' });
    const off = { ...on, muted: true, hostAsk: ask('mute', 'Maya') };
    expect(announcements(on, off, en)).to.deep.equal([
      'Maya has asked you to mute. Your microphone is off.',
    ]);
    expect(announcements(off, on, en)).to.deep.equal([en.youAreUnmuted]);
    expect(announcements(off, { ...off, muted: false }, en)).to.deep.equal([en.youAreUnmuted]);
  });

  it('say which host has moved the person off the stage, at once or when it is known', () => {
    const onStage = snapshotOf({ phase: 'speaking' });
    const listening = snapshotOf();
    const told = { ...listening, hostAsk: ask('step-back', 'Maya') };
    const text = 'Maya has moved you off the stage. You can go on listening.';
    expect(announcements(onStage, told, en)).to.deep.equal([text]);
    expect(announcements(onStage, listening, en)).to.deep.equal([en.youAreListening]);
    expect(announcements(listening, told, en)).to.deep.equal([text]);
    const unknown = { ...listening, hostAsk: ask('step-back') };
    expect(announcements(listening, unknown, en)[0]).to.match(/^A host has moved you/);
  });

  it('tell hosts whose hand was raised, and count more than two', () => {
    const raised = (amount: number, host = true) => {
      const hands = Array.from({ length: amount }, (_, i) => hand(`P${i}`));
      return announcements(inviting({}, { host }), inviting({ hands }, { host }), en);
    };
    expect(raised(1)).to.deep.equal(['P0 raised a hand']);
    expect(raised(3)).to.deep.equal(['3 people raised a hand']);
    expect(raised(1, false)).to.deep.equal([]);
  });

  it('tell a listener each place in the queue', () => {
    const second = inviting({}, { handPlace: 2 });
    const first = inviting({}, { handPlace: 1 });
    expect(announcements(inviting(), second, en)).to.deep.equal(['You’re number 2 in the queue']);
    expect(announcements(second, first, en)).to.deep.equal(['You’re number 1 in the queue']);
    expect(announcements(first, inviting(), en)).to.deep.equal([]);
  });

  it('say what hosts have decided for all', () => {
    const open = snapshotOf();
    const closed = { ...open, room: { ...open.room!, stage: 'invited' as const, locked: true } };
    expect(announcements(open, closed, en)).to.deep.equal([en.nowByInvitation, en.nowLocked]);
    expect(announcements(closed, open, en)).to.deep.equal([en.nowOpen, en.nowUnlocked]);
  });

  it('are empty if only the number of listeners changed', () => {
    expect(announcements(snapshotOf(), snapshotOf({ listeners: 9 }), en)).to.deep.equal([]);
  });
});
