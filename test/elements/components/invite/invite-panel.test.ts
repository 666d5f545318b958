import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/invite/invite-panel.ts';
import type { InvitePanel } from '../../../../components/invite/invite-panel.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, hasButton } from '../element-support.ts';

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

  it('is accessible', async () => {
    await expect(await panel()).to.be.accessible();
  });
});
