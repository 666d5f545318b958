import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../../../components/room/room-dialog.ts';
import type { RoomDialog } from '../../../../components/room/room-dialog.ts';
import { button } from '../element-support.ts';

const open = async (): Promise<RoomDialog> => {
  const box = await fixture<HTMLElement>(html`
    <div>
      <button class="before">Before</button>
      <audio-room-dialog heading="Invite people"><p>Content</p></audio-room-dialog>
    </div>
  `);
  box.querySelector('button')!.focus();
  const el = box.querySelector('audio-room-dialog')!;
  el.open = true;
  await el.updateComplete;
  return el;
};

const dialog = (el: RoomDialog): HTMLDialogElement => el.shadowRoot!.querySelector('dialog')!;

describe('<audio-room-dialog>', () => {
  it('is modal and focuses its title', async () => {
    const el = await open();
    expect(dialog(el).matches(':modal')).to.equal(true);
    expect(el.shadowRoot!.activeElement!.textContent).to.equal('Invite people');
  });

  it('closes with its button, dispatches close, and gives the focus back', async () => {
    const el = await open();
    const closed = oneEvent(el, 'close');
    button(el, 'Close').click();
    await closed;
    expect(el.open).to.equal(false);
    expect(document.activeElement!.textContent).to.equal('Before');
  });

  it('closes when the backdrop is clicked, but not its content', async () => {
    const el = await open();
    const box = dialog(el).getBoundingClientRect();
    const click = (clientX: number, clientY: number) =>
      dialog(el).dispatchEvent(new MouseEvent('click', { clientX, clientY }));
    click(box.left + 5, box.top + 5);
    expect(dialog(el).open).to.equal(true);
    click(1, 1);
    expect(dialog(el).open).to.equal(false);
  });

  it('closes when the page sets open to false', async () => {
    const el = await open();
    el.open = false;
    await el.updateComplete;
    expect(dialog(el).open).to.equal(false);
  });

  it('is accessible', async () => {
    await expect(await open()).to.be.accessible();
  });
});
