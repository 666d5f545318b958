import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/lobby/room-lobby.ts';
import type { RoomLobby } from '../../../../components/lobby/room-lobby.ts';
import { button, deepAll, eventOf, hasButton, snapshotOf, textOf } from '../element-support.ts';

const room = { ...snapshotOf().room!, listeners: 7 };

const lobby = (changes: Partial<RoomLobby> = {}) =>
  fixture<RoomLobby>(html`<audio-room-lobby name="Zoë" .room=${room}></audio-room-lobby>`).then(
    async (el) => {
      Object.assign(el, changes);
      await el.updateComplete;
      return el;
    },
  );

describe('<audio-room-lobby>', () => {
  it('shows who is on stage, how many people listen, and when the room closes', async () => {
    const speakers = ['Ana', 'Li', 'Zoë'].map((name) => ({ id: name, name }));
    const el = await lobby({ room: { ...room, speakers } });
    expect(textOf(el)).to.include('On stage now: Ana, Li, and Zoë');
    expect(textOf(el)).to.match(/7 listeners · Closes at \d/);
    expect(deepAll(el, 'audio-room-participant-face').length).to.equal(3);
  });

  it('is headed by the title, and says who hosts', async () => {
    const hosts = ['Ana', 'Li'].map((name) => ({ id: name, name }));
    const el = await lobby({ room: { ...room, title: 'Bees', hosts } });
    expect(el.shadowRoot!.querySelector('h2')!.textContent).to.equal('Bees');
    expect(textOf(el)).to.include('Hosted by Ana and Li');
  });

  it('offers nobody the stage that is by invitation, and says how to get there', async () => {
    const el = await lobby({ room: { ...room, stage: 'invited' } });
    expect(hasButton(el, 'Go on stage')).to.equal(false);
    expect(textOf(el)).to.include('Raise your hand in the room to ask.');
  });

  it('says that the room is locked', async () => {
    expect(textOf(await lobby())).not.to.include('locked');
    expect(textOf(await lobby({ room: { ...room, locked: true } }))).to.include(
      'This room is locked: nobody new can come in.',
    );
  });

  it('says that nobody is on stage yet', async () => {
    expect(textOf(await lobby())).to.include('Nobody is on stage yet.');
  });

  it('lets people join before the room was found', async () => {
    const el = await lobby({ room: undefined });
    expect(textOf(el)).to.include('Looking for the room…');
    const request = eventOf(el, 'join-request');
    button(el, 'Join as a listener').click();
    await request;
  });

  it('asks to join as a listener', async () => {
    const el = await lobby();
    const request = eventOf(el, 'join-request');
    button(el, 'Join as a listener').click();
    const { participantName, role } = await request;
    expect([participantName, role]).to.deep.equal(['Zoë', 'listener']);
  });

  it('asks for the microphone check first when somebody wants to go on stage', async () => {
    const el = await lobby();
    let joined = 0;
    el.addEventListener('join-request', () => joined++);
    const request = eventOf(el, 'check-request');
    button(el, 'Go on stage').click();
    expect((await request).participantName).to.equal('Zoë');
    expect(joined).to.equal(0);
  });

  it('asks for nothing while busy, or without a name', async () => {
    for (const changes of [{ busy: true }, { name: ' ' }]) {
      const el = await lobby(changes);
      let asked = 0;
      el.addEventListener('join-request', () => asked++);
      el.addEventListener('check-request', () => asked++);
      for (const one of deepAll<HTMLButtonElement>(el, 'form button')) one.click();
      expect(asked).to.equal(0);
    }
  });

  it('is accessible with and without a room, and with an error', async () => {
    const el = await lobby();
    await expect(el).to.be.accessible();
    el.room = undefined;
    el.errorCode = 'UNAVAILABLE';
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});
