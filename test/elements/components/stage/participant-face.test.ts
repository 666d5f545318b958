import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/stage/participant-face.ts';
import type { ParticipantFace } from '../../../../components/stage/participant-face.ts';

const face = (id: string) =>
  fixture<ParticipantFace>(html`<participant-face participant-id=${id}></participant-face>`);

const drawing = (el: ParticipantFace): string =>
  el.style.cssText + el.getAttribute('tone')! + el.shadowRoot!.querySelector('svg')!.innerHTML;

describe('<participant-face>', () => {
  it('draws the same id alike and others otherwise', async () => {
    const [one, again, other] = [await face('a'), await face('a'), await face('b')];
    expect(drawing(one)).to.equal(drawing(again));
    expect(drawing(one)).not.to.equal(drawing(other));
  });

  it('becomes another face with another id', async () => {
    const el = await face('a');
    const before = drawing(el);
    el.participantId = 'b';
    await el.updateComplete;
    expect(drawing(el)).not.to.equal(before);
  });

  it('is decoration: nothing of it is read out', async () => {
    const el = await face('a');
    expect(el.shadowRoot!.querySelector('svg')!.getAttribute('aria-hidden')).to.equal('true');
    expect(el.shadowRoot!.textContent.trim()).to.equal('');
    await expect(el).to.be.accessible();
  });

  it('opens its mouth with the voice', async () => {
    const el = await face('a');
    const mouth = el.shadowRoot!.querySelector('.mouth')!;
    const height = () => mouth.getBoundingClientRect().height;
    const quiet = height();
    el.style.setProperty('--level', '1');
    expect(height()).to.be.above(quiet);
  });

  it('needs no style attribute in its markup, which a strict page forbids', async () => {
    const el = await face('a');
    expect(el.shadowRoot!.innerHTML).not.to.match(/\sstyle=/);
  });
});
