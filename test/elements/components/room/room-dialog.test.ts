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

  it('stays modal, with its title focused, when it is moved while it is open', async () => {
    const el = await open();
    let closed = 0;
    el.addEventListener('close', () => closed++);
    const place = await fixture<HTMLElement>(html`<div></div>`);
    place.append(el.parentElement!);
    expect(dialog(el).matches(':modal')).to.equal(true);
    expect(el.shadowRoot!.activeElement!.textContent).to.equal('Invite people');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([el.open, closed]).to.deep.equal([true, 0]);
    button(el, 'Close').click();
    await oneEvent(el, 'close');
    expect(document.activeElement!.textContent).to.equal('Before');
  });

  it('that is opened outside the page is modal once it is in one, in another document too', async () => {
    const el = await fixture<RoomDialog>(html`<audio-room-dialog></audio-room-dialog>`);
    el.remove();
    el.open = true;
    await el.updateComplete;
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Elsewhere"></iframe>`);
    for (const owner of [document, frame.contentDocument!]) {
      owner.body.append(el);
      expect(dialog(el).matches(':modal')).to.equal(true);
    }
    el.remove();
  });

  it('is accessible', async () => {
    await expect(await open()).to.be.accessible();
  });
});
