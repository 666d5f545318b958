import { expect, fixture, html } from '@open-wc/testing';
import '../../../website/join-by-link.ts';
import type { JoinByLink } from '../../../website/join-by-link.ts';
import { en } from '../../../website/site-texts-en.ts';
import { button, deepAll, eventOf, textOf } from '../components/element-support.ts';

async function pasted(text: string): Promise<JoinByLink> {
  const el = await fixture<JoinByLink>(html`<join-by-link></join-by-link>`);
  deepAll<HTMLInputElement>(el, 'input')[0]!.value = text;
  return el;
}

describe('<join-by-link>', () => {
  it('opens the room of the link', async () => {
    const el = await pasted('https://rooms.example/room/aB3dE5fG7hI9');
    const opened = eventOf(el, 'open-room');
    button(el, 'Open').click();
    expect((await opened).roomId).to.equal('aB3dE5fG7hI9');
  });

  it('says what a link looks like if the text is none, and focuses the field', async () => {
    const el = await pasted('https://example.com/');
    await expect(el).to.be.accessible();
    button(el, 'Open').click();
    await el.updateComplete;
    expect(textOf(el)).to.include(en.wrongLink);
    expect(el.shadowRoot!.activeElement).to.equal(deepAll(el, 'input')[0]);
    await expect(el).to.be.accessible();
  });
});
