import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/people/people-panel.ts';
import type { PeoplePanel } from '../../../../components/people/people-panel.ts';
import type { RoomSnapshot } from '../../../../src/client/snapshot.ts';
import { button, deepAll, eventOf, hasButton, speaker, textOf } from '../element-support.ts';
import { hand, inviting } from './people-fixture.ts';

const panel = (snapshot: RoomSnapshot) =>
  fixture<PeoplePanel>(html`
    <audio-room-people-panel .snapshot=${snapshot}></audio-room-people-panel>
  `);

const person = (name: string) => ({ id: `id-${name}`, name });
const names = (el: Element) => deepAll(el, 'bdi').map(({ textContent }) => textContent);

const everybody = inviting(
  {
    hands: [hand('Bo', 2), hand('Cy')],
    audience: ['Bo', 'Cy', 'Di'].map(person),
  },
  {
    host: true,
    speakers: [speaker('Ana', { host: true }), speaker('Eli', { muted: true })],
    listeners: 60,
  },
);

describe('<audio-room-people-panel>', () => {
  it('shows each person once: raised hands in order, the stage, listeners, and how many more', async () => {
    const el = await panel(everybody);
    expect(names(el)).to.deep.equal(['Bo', 'Cy', 'Ana', 'Eli', 'Zoë', 'Di']);
    const headings = deepAll(el, 'h3').map(({ textContent }) => textContent);
    expect(headings).to.deep.equal(['Raised hands', 'On stage', 'Listening']);
    expect(textOf(el)).to.include('and 56 more');
  });

  it('says how long each hand is up, who is a host, who is muted, and who you are', async () => {
    const el = await panel(everybody);
    const lines = deepAll(el, 'li').map(textOf);
    expect(lines[0]).to.match(/^Bo waiting for 2 minutes/);
    expect(lines[1]).to.match(/^Cy waiting for less than a minute/);
    expect(lines[2]).to.match(/^Ana Host/);
    expect(lines[3]).to.match(/^Eli muted/);
    expect(lines[4]).to.match(/^Zoë Host you/);
  });

  it('offers a listener nothing but to lower their own hand', async () => {
    const el = await panel(
      inviting(
        { hands: [hand('Bo'), { ...hand('Zoë'), id: 'me' }] },
        { speakers: [speaker('Ana')] },
      ),
    );
    expect(deepAll(el, 'button').length).to.equal(1);
    const request = eventOf(el, 'hand-request');
    button(el, 'Lower your hand').click();
    expect((await request).raised).to.equal(false);
  });

  for (const [who, label, action] of [
    ['Di', 'Invite on stage', 'invite'],
    ['Bo', 'Lower hand', 'lower-hand'],
    ['Ana', 'Ask to mute', 'mute'],
    ['Ana', 'Take off the stage', 'take-off-stage'],
  ] as const) {
    it(`lets a host ask: ${action}`, async () => {
      const el = await panel({
        ...everybody,
        people: { ...everybody.people!, hands: [hand('Bo')] },
      });
      button(el, `Options for ${who}`).click();
      await el.updateComplete;
      const request = eventOf(el, 'person-request');
      const options = deepAll(el, '.options button');
      options.find(({ textContent }) => textContent.trim() === label)!.click();
      const { action: asked, participantId } = await request;
      expect([asked, participantId]).to.deep.equal([action, `id-${who}`]);
    });
  }

  it('lets a host take the right to write, and give it back, but not in a room without a channel', async () => {
    const el = await panel(everybody);
    button(el, 'Options for Di').click();
    await el.updateComplete;
    expect(hasButton(el, 'Don’t let them write')).to.equal(false);
    const room = { ...everybody.room!, chat: 'all' } as const;
    el.snapshot = { ...everybody, room };
    await el.updateComplete;
    const silence = eventOf(el, 'person-request');
    button(el, 'Don’t let them write').click();
    expect((await silence).action).to.equal('silence');
    el.snapshot = { ...everybody, room, people: { ...everybody.people!, silenced: ['id-Di'] } };
    button(el, 'Options for Di').click();
    await el.updateComplete;
    expect(textOf(deepAll(el, 'li').at(-1)!)).to.include('can’t write');
    const unsilence = eventOf(el, 'person-request');
    button(el, 'Let them write again').click();
    expect((await unsilence).action).to.equal('unsilence');
  });

  it('invites whoever raised a hand with one press', async () => {
    const el = await panel(everybody);
    const request = eventOf(el, 'person-request');
    button(el, 'Invite on stage: Bo').click();
    const { action, participantId } = await request;
    expect([action, participantId]).to.deep.equal(['invite', 'id-Bo']);
  });

  it('removes only after a confirmation, whose safe answer has the focus', async () => {
    const el = await panel(everybody);
    let asked = 0;
    el.addEventListener('person-request', () => asked++);
    button(el, 'Options for Di').click();
    await el.updateComplete;
    button(el, 'Remove').click();
    await el.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(textOf(el)).to.include(
      'Remove Di? They can’t come back unless a host lets them in again.',
    );
    expect(asked).to.equal(0);
    expect(el.shadowRoot!.activeElement!.textContent.trim()).to.equal('Cancel');
    const request = eventOf(el, 'person-request');
    button(el, 'Remove').click();
    expect((await request).action).to.equal('remove');
  });

  it('offers a host nothing about their own person', async () => {
    expect(hasButton(await panel(everybody), 'Options for Zoë')).to.equal(false);
  });

  it('finds people by name once there are many', async () => {
    expect(deepAll(await panel(everybody), 'input').length).to.equal(0);
    const audience = Array.from({ length: 12 }, (_, i) => person(`Person ${i}`));
    const el = await panel(inviting({ audience: [...audience, person('Übel')] }));
    const [field] = deepAll<HTMLInputElement>(el, 'input');
    field!.value = ' üB';
    field!.dispatchEvent(new Event('input'));
    await el.updateComplete;
    expect(names(el)).to.deep.equal(['Übel']);
    field!.value = 'nobody';
    field!.dispatchEvent(new Event('input'));
    await el.updateComplete;
    expect(textOf(el)).to.include('Nobody here has that name.');
  });

  it('keeps the focus where it is when the room is read again, and never loses it', async () => {
    const el = await panel(everybody);
    button(el, 'Options for Di').focus();
    const { people } = everybody;
    el.snapshot = { ...everybody, people: { ...people!, hands: [hand('Cy')] } };
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement!.getAttribute('aria-label')).to.equal('Options for Di');
    el.snapshot = { ...everybody, people: { ...people!, audience: [] } };
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement).not.to.equal(null);
  });

  it('is accessible', async () => {
    const el = await panel(everybody);
    button(el, 'Options for Di').click();
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});
