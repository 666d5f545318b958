import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../../components/lobby/room-ended.ts';
import type { RoomEnded } from '../../../../components/lobby/room-ended.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, hasButton, textOf } from '../element-support.ts';

const ended = (changes: Partial<RoomEnded> = {}) =>
  fixture<RoomEnded>(
    html`<audio-room-ended .reason=${'user'}><a href="/">Home</a></audio-room-ended>`,
  ).then(async (el) => {
    Object.assign(el, changes);
    await el.updateComplete;
    return el;
  });

const { user } = en.left;

describe('<audio-room-ended>', () => {
  it('says why the visit ended and what to do next, above the content of the page', async () => {
    expect(textOf(await ended())).to.equal(`${user.title} ${user.advice} Join again Home`);
  });

  it('says that the room closed the connection if no reason is known', async () => {
    const el = await ended({ reason: undefined });
    expect(textOf(el)).to.include(en.left.unknown.title);
  });

  it('says who removed the person, if that is known', async () => {
    expect(textOf(await ended({ reason: 'removed', removedBy: 'Maya' }))).to.include(
      'Maya removed you.',
    );
    expect(textOf(await ended({ reason: 'removed' }))).to.include(en.left.removed.advice);
  });

  it('asks to join again', async () => {
    const el = await ended();
    const again = oneEvent(el, 'again');
    button(el, 'Join again').click();
    await again;
  });

  for (const reason of ['room-ended', 'removed'] as const) {
    it(`offers no way back after ${reason}`, async () => {
      expect(hasButton(await ended({ reason }), 'Join again')).to.equal(false);
    });
  }

  it('says that a host has ended the room if it ended early', async () => {
    expect(textOf(await ended({ reason: 'room-ended', early: true }))).to.include(en.endedByHost);
    expect(textOf(await ended({ early: true }))).to.include(user.title);
  });

  it('says why nobody can enter a room, and offers no way into it', async () => {
    const el = await ended({ errorCode: 'ROOM_NOT_FOUND' });
    expect(textOf(el)).to.include(en.cannotJoin);
    expect(textOf(el)).to.include(en.errors.ROOM_NOT_FOUND);
    expect(hasButton(el, 'Join again')).to.equal(false);
  });

  it('focuses its heading', async () => {
    const el = await ended();
    el.focus();
    expect(el.shadowRoot!.activeElement!.textContent).to.equal(user.title);
  });

  it('is accessible', async () => {
    await expect(await ended()).to.be.accessible();
  });
});
