import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/lobby/room-start.ts';
import type { RoomStart } from '../../../../components/lobby/room-start.ts';
import { enStart } from '../../../../components/texts/en-start.ts';
import { button, eventOf, textOf } from '../element-support.ts';

const start = (name = 'Sunny Otter') =>
  fixture<RoomStart>(html`<audio-room-start .name=${name}></audio-room-start>`);

describe('<audio-room-start>', () => {
  it('asks for a room with the name in the field', async () => {
    const el = await start();
    const request = eventOf(el, 'create-request');
    button(el, 'Create a room').click();
    expect((await request).participantName).to.equal('Sunny Otter');
  });

  it('says that the microphone stays off', async () => {
    expect(textOf(await start())).to.include('Your microphone stays off');
  });

  it('asks for nothing while the name is not allowed', async () => {
    const el = await start(' ');
    let asked = 0;
    el.addEventListener('create-request', () => asked++);
    button(el, 'Create a room').click();
    expect(asked).to.equal(0);
  });

  it('asks for nothing while busy', async () => {
    const el = await start();
    el.busy = true;
    await el.updateComplete;
    let asked = 0;
    el.addEventListener('create-request', () => asked++);
    button(el, 'Creating the room…').click();
    expect(asked).to.equal(0);
  });

  it('says why creating a room failed', async () => {
    const el = await start();
    el.errorCode = 'API_UNREACHABLE';
    await el.updateComplete;
    expect(el.shadowRoot!.querySelector('[role=alert]')!.textContent).to.equal(
      enStart.errors.API_UNREACHABLE,
    );
  });

  it('is accessible at rest, busy and with an error', async () => {
    const el = await start();
    await expect(el).to.be.accessible();
    el.busy = true;
    el.errorCode = 'UNAVAILABLE';
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});
