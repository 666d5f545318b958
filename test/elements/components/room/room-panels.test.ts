import { expect, oneEvent } from '@open-wc/testing';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, eventOf, still, textOf } from '../element-support.ts';
import type { RoomView } from '../../../../components/room/room-view.ts';
import { rendered, roomView } from './room-view-fixture.ts';
import { waitUntil } from '../../wait-until.ts';

describe('<audio-room-panels>', () => {
  const open = async (name: string): Promise<RoomView> => {
    const el = await roomView();
    button(el, name).click();
    await rendered(el);
    await rendered(el);
    return el;
  };

  for (const [name, heading] of [
    ['Invite', 'Invite people'],
    ['Sound settings', 'Sound settings'],
    ['About this room', 'About this room'],
    ['Keyboard shortcuts', 'Keyboard shortcuts'],
    ['Appearance', 'Appearance'],
    ['More', 'More'],
  ] as const) {
    it(`opens "${name}", which is accessible, and closes it`, async () => {
      const el = await open(name);
      const dialog = deepAll<HTMLDialogElement>(el, 'dialog')[0]!;
      expect(dialog.open).to.equal(true);
      expect(dialog.querySelector('h2')!.textContent).to.equal(heading);
      await still();
      await expect(el).to.be.accessible();
      const closed = oneEvent(dialog, 'close');
      dialog.close();
      await closed;
      await rendered(el);
      button(el, name).click();
      await rendered(el);
      expect(dialog.open, 'a second time').to.equal(true);
    });
  }

  it('opens every dialog from the menu of small screens', async () => {
    const el = await open('More');
    const names = deepAll(el, '.menu button').map(({ textContent }) => textContent.trim());
    expect(names).to.deep.equal([
      'People',
      'Invite',
      'Sound settings',
      'Appearance',
      'Keyboard shortcuts',
      'About this room',
    ]);
    deepAll(el, '.menu button')[1]!.click();
    await rendered(el);
    expect(deepAll(el, 'dialog h2')[0]!.textContent).to.equal('Invite people');
  });

  it('asks for another theme', async () => {
    const el = await open('Appearance');
    const request = eventOf(el, 'theme-request');
    deepAll<HTMLInputElement>(el, 'input[type=radio]')[2]!.click();
    expect((await request).theme).to.equal('dark');
  });

  it('asks to turn shortcuts off', async () => {
    const el = await open('Keyboard shortcuts');
    const request = eventOf(el, 'shortcuts-request');
    deepAll<HTMLInputElement>(el, 'input[type=checkbox]')[0]!.click();
    expect((await request).on).to.equal(false);
  });

  it('copies the link', async () => {
    const copied: string[] = [];
    const real = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => Promise.resolve(void copied.push(text));
    const el = await open('Invite');
    button(el, 'Copy link').click();
    await waitUntil(() => textOf(el).includes('Link copied'));
    navigator.clipboard.writeText = real;
    expect(copied).to.deep.equal(['https://rooms.example/room/abc']);
  });

  it('says how to copy the link by hand if the browser refuses to', async () => {
    const real = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = () => Promise.reject(new Error('No.'));
    const el = await open('Invite');
    button(el, 'Copy link').click();
    await waitUntil(() => textOf(el).includes(en.copyFailed));
    navigator.clipboard.writeText = real;
  });
});
