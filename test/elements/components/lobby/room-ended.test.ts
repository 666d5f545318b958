import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../../components/lobby/room-ended.ts';
import type { RoomEnded } from '../../../../components/lobby/room-ended.ts';
import { button, hasButton, textOf } from '../element-support.ts';

const ended = () =>
  fixture<RoomEnded>(html`
    <room-ended heading="You left the room" advice="You can come back."
      ><a href="/">Home</a></room-ended
    >
  `);

describe('<room-ended>', () => {
  it('tells what happened, what helps, and where the page leads on', async () => {
    expect(textOf(await ended())).to.equal('You left the room You can come back. Join again Home');
  });

  it('asks to come back', async () => {
    const el = await ended();
    const again = oneEvent(el, 'again');
    button(el, 'Join again').click();
    await again;
  });

  it('offers no way back into a room that is gone', async () => {
    const el = await ended();
    el.noReturn = true;
    await el.updateComplete;
    expect(hasButton(el, 'Join again')).to.equal(false);
  });

  it('takes the focus to its heading', async () => {
    const el = await ended();
    el.focus();
    expect(el.shadowRoot!.activeElement!.textContent).to.equal('You left the room');
  });

  it('is accessible', async () => {
    await expect(await ended()).to.be.accessible();
  });
});
