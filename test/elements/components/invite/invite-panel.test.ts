import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/invite/invite-panel.ts';
import type { InvitePanel } from '../../../../components/invite/invite-panel.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, hasButton, snapshotOf, textOf } from '../element-support.ts';

const LINK = 'https://rooms.example/room/aB3dE5fG7hI9';

const panel = (link = LINK) =>
  fixture<InvitePanel>(html`<audio-room-invite-panel link=${link}></audio-room-invite-panel>`);

describe('<audio-room-invite-panel>', () => {
  it('hands the link to the share sheet where there is one', async () => {
    const shared: (ShareData | undefined)[] = [];
    const share = (data?: ShareData): Promise<void> => {
      shared.push(data);
      return Promise.reject(new DOMException('The person closed it.', 'AbortError'));
    };
    Object.defineProperty(navigator, 'share', { value: share, configurable: true });
    try {
      button(await panel(), en.share).click();
      expect(shared).to.deep.equal([{ url: LINK, text: en.shareText }]);
    } finally {
      Reflect.deleteProperty(navigator, 'share');
    }
    if (!('share' in navigator)) expect(hasButton(await panel(), en.share)).to.equal(false);
  });

  it('says what those who get the link may do, and names the room', async () => {
    const el = await panel();
    const shared: (ShareData | undefined)[] = [];
    const share = (data?: ShareData) => Promise.resolve(void shared.push(data));
    Object.defineProperty(navigator, 'share', { value: share, configurable: true });
    const room = { ...snapshotOf().room!, title: 'Bees' };
    for (const [changes, hint] of [
      [{}, en.inviteHint],
      [{ stage: 'invited' }, en.inviteToListen],
      [{ stage: 'invited', locked: true }, en.inviteLocked],
    ] as const) {
      el.room = { ...room, ...changes };
      await el.updateComplete;
      expect(textOf(el)).to.include(hint);
    }
    button(el, en.share).click();
    Reflect.deleteProperty(navigator, 'share');
    expect(shared).to.deep.equal([{ url: LINK, text: 'Join us in “Bees”' }]);
  });

  it('is accessible', async () => {
    await expect(await panel()).to.be.accessible();
  });
});
