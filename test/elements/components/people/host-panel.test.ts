import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/people/host-panel.ts';
import type { ChatSetting } from '../../../../components/people/chat-setting.ts';
import type { HostPanel } from '../../../../components/people/host-panel.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, eventOf, hasButton, snapshotOf, textOf } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

const room = { ...snapshotOf().room!, title: 'Bees' };
const LINK = 'https://rooms.example/room/abc#host=secret';

const panel = () =>
  fixture<HostPanel>(html`
    <audio-room-host-panel .room=${room} .hostLink=${LINK}></audio-room-host-panel>
  `);

const inputs = (el: Element, type: string) => deepAll<HTMLInputElement>(el, `input[type=${type}]`);

describe('<audio-room-host-panel>', () => {
  it('asks for another title, cleaned, and says when it is saved', async () => {
    const el = await panel();
    const [field] = inputs(el, 'text');
    expect(field!.value).to.equal('Bees');
    field!.value = '  Wasps \u0007 ';
    const request = eventOf(el, 'room-settings-request');
    button(el, en.save).click();
    expect((await request).change).to.deep.equal({ title: 'Wasps' });
    expect(textOf(el)).not.to.include(en.titleSaved);
    el.room = { ...room, title: 'Wasps' };
    await el.updateComplete;
    expect(textOf(el)).to.include(en.titleSaved);
  });

  it('asks for no title that is too long, and says why', async () => {
    const el = await panel();
    let asked = 0;
    el.addEventListener('room-settings-request', () => asked++);
    inputs(el, 'text')[0]!.value = 'x'.repeat(81);
    button(el, en.save).click();
    await el.updateComplete;
    expect(textOf(el)).to.include(en.titleTooLong);
    expect(asked).to.equal(0);
  });

  it('asks who may write in a room with a channel, and shows it once it is true', async () => {
    const el = await panel();
    expect(textOf(el)).not.to.include(en.whoMayWrite);
    el.room = { ...room, chat: 'all' };
    await el.updateComplete;
    const setting = deepAll<ChatSetting>(el, 'audio-room-chat-setting')[0]!;
    await setting.updateComplete;
    const [all, , off] = inputs(setting, 'radio');
    const request = eventOf(el, 'room-settings-request');
    off!.click();
    expect((await request).change).to.deep.equal({ chat: 'off' });
    await setting.updateComplete;
    expect([all!.checked, off!.checked]).to.deep.equal([true, false]);
    el.room = { ...room, chat: 'off' };
    await el.updateComplete;
    await setting.updateComplete;
    expect(off!.checked).to.equal(true);
    await expect(el).to.be.accessible();
  });

  it('asks for a stage by invitation and for the lock, and shows them once they are true', async () => {
    const el = await panel();
    const asked: unknown[] = [];
    el.addEventListener('room-settings-request', ({ change }) => asked.push(change));
    inputs(el, 'radio')[1]!.click();
    inputs(el, 'checkbox')[0]!.click();
    expect(asked).to.deep.equal([{ stage: 'invited' }, { locked: true }]);
    const shown = () => [inputs(el, 'radio')[1]!.checked, inputs(el, 'checkbox')[0]!.checked];
    await el.updateComplete;
    expect(shown()).to.deep.equal([false, false]);
    el.room = { ...room, stage: 'invited', locked: true };
    await el.updateComplete;
    expect(shown()).to.deep.equal([true, true]);
  });

  it('copies the host link, which no text on the screen shows', async () => {
    const copied: string[] = [];
    const real = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => Promise.resolve(void copied.push(text));
    const el = await panel();
    button(el, en.copyHostLink).click();
    await waitUntil(() => textOf(el).includes(en.copied));
    navigator.clipboard.writeText = real;
    expect(copied).to.deep.equal([LINK]);
    expect(inputs(el, 'url')[0]!.checkVisibility()).to.equal(false);
  });

  it('shows the host link where the browser refuses to copy it', async () => {
    const real = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = () => Promise.reject(new Error('No.'));
    const el = await panel();
    button(el, en.copyHostLink).click();
    await waitUntil(() => inputs(el, 'url')[0]!.checkVisibility());
    navigator.clipboard.writeText = real;
    expect(inputs(el, 'url')[0]!.value).to.equal(LINK);
  });

  it('says that there is a new host link once there is', async () => {
    const el = await panel();
    const request = eventOf(el, 'room-settings-request');
    button(el, en.newHostLink).click();
    expect((await request).change).to.equal('newHostKey');
    expect(textOf(el)).not.to.include(en.hostLinkRenewed);
    el.hostLink = `${LINK}2`;
    await el.updateComplete;
    expect(textOf(el)).to.include(en.hostLinkRenewed);
  });

  it('ends the room only after a confirmation, whose safe answer has the focus', async () => {
    const el = await panel();
    let asked = 0;
    el.addEventListener('room-end-request', () => asked++);
    button(el, en.endRoom).click();
    await waitUntil(() => el.shadowRoot!.activeElement?.textContent.trim() === en.cancel);
    button(el, en.cancel).click();
    await waitUntil(() => el.shadowRoot!.activeElement?.textContent.trim() === en.endRoom);
    expect(hasButton(el, en.endYes)).to.equal(false);
    button(el, en.endRoom).click();
    await el.updateComplete;
    expect(asked).to.equal(0);
    button(el, en.endYes).click();
    expect(asked).to.equal(1);
  });

  it('is accessible', async () => {
    await expect(await panel()).to.be.accessible();
  });
});
