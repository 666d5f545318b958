import { expect } from '@open-wc/testing';
import type { RoomView } from '../../../../components/room/room-view.ts';
import { button, deepAll, eventOf, hasButton, still, textOf } from '../element-support.ts';
import { press } from '../room/key-support.ts';
import { rendered, roomView } from '../room/room-view-fixture.ts';
import { hand, inviting } from './people-fixture.ts';

const mine = { ...hand('Zoë'), id: 'me' };
const invited = inviting({ invited: ['me'] });

const dialogOf = (el: RoomView) => deepAll<HTMLDialogElement>(el, 'dialog')[0]!;

async function show(el: RoomView, snapshot: RoomView['snapshot']): Promise<void> {
  el.snapshot = snapshot;
  await rendered(el);
  await rendered(el);
}

describe('a listener in a room by invitation', () => {
  it('raises a hand instead of going on stage, by button, tile or key', async () => {
    const el = await roomView(inviting());
    expect(hasButton(el, 'Go on stage')).to.equal(false);
    const asked: boolean[] = [];
    el.addEventListener('hand-request', ({ raised }) => asked.push(raised));
    button(el, 'Raise your hand').click();
    deepAll(el, '[part=join]')[0]!.click();
    press('h', el);
    expect(asked).to.deep.equal([true, true, true]);
  });

  it('sees the place in the queue, and lowers the hand', async () => {
    const el = await roomView(inviting({ hands: [hand('Bo'), mine] }));
    expect(textOf(el)).to.include('You’re number 2 in the queue');
    const asked: boolean[] = [];
    el.addEventListener('hand-request', ({ raised }) => asked.push(raised));
    button(el, 'Lower your hand').click();
    press('h', el);
    expect(asked).to.deep.equal([false, false]);
  });

  it('asks for news of the people while the dialog shows them', async () => {
    const el = await roomView(inviting());
    const watched: boolean[] = [];
    el.addEventListener('people-request', ({ watch }) => watched.push(watch));
    button(el, 'People').click();
    await rendered(el);
    expect(dialogOf(el).querySelector('h2')!.textContent).to.equal('People');
    expect(watched).to.deep.equal([true]);
    dialogOf(el).close();
    await new Promise((resolve) => el.addEventListener('people-request', resolve, { once: true }));
    expect(watched).to.deep.equal([true, false]);
  });

  it('is asked once whether to take the invitation, and goes on stage', async () => {
    const el = await roomView(inviting({ hands: [mine] }));
    await show(el, invited);
    expect(dialogOf(el).open).to.equal(true);
    expect(dialogOf(el).querySelector('h2')!.textContent).to.equal('You’re invited to speak');
    await still();
    await expect(el).to.be.accessible();
    const request = eventOf(el, 'stage-request');
    button(deepAll(el, 'audio-room-invitation-panel')[0]!, 'Go on stage').click();
    expect((await request).onStage).to.equal(true);
    await rendered(el);
    expect(dialogOf(el).open).to.equal(false);
    await show(el, { ...invited, listeners: 9 });
    expect(dialogOf(el).open, 'asked again').to.equal(false);
  });

  it('declines', async () => {
    const el = await roomView(inviting({ hands: [mine] }));
    await show(el, invited);
    const request = eventOf(el, 'hand-request');
    button(el, 'No, thanks').click();
    expect((await request).raised).to.equal(false);
    await rendered(el);
    expect(dialogOf(el).open).to.equal(false);
  });

  it('can go on stage later, after the question was closed', async () => {
    const el = await roomView(inviting({ hands: [mine] }));
    await show(el, invited);
    dialogOf(el).close();
    expect(hasButton(el, 'Go on stage')).to.equal(true);
  });

  it('is asked no longer if the invitation is withdrawn', async () => {
    const el = await roomView(inviting());
    await show(el, invited);
    await show(el, inviting());
    expect(dialogOf(el).open).to.equal(false);
  });
});

describe('a host in a room by invitation', () => {
  it('goes on stage, and opens the dialog that manages the room', async () => {
    const el = await roomView(inviting({ hands: [hand('Bo')] }, { host: true }));
    expect(hasButton(el, 'Go on stage')).to.equal(true);
    expect(hasButton(el, 'People: 1 raised hand')).to.equal(true);
    button(el, 'Manage the room').click();
    await rendered(el);
    expect(deepAll(el, 'audio-room-host-panel').length).to.equal(1);
    expect(hasButton(await roomView(inviting()), 'Manage the room')).to.equal(false);
  });
});
