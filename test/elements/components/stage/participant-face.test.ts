import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/stage/participant-face.ts';
import type { ParticipantFace } from '../../../../components/stage/participant-face.ts';

const face = (id: string) =>
  fixture<ParticipantFace>(
    html`<audio-room-participant-face participant-id=${id}></audio-room-participant-face>`,
  );

const drawing = (el: ParticipantFace): string =>
  el.style.cssText + el.getAttribute('tone')! + el.shadowRoot!.querySelector('svg')!.innerHTML;

describe('<audio-room-participant-face>', () => {
  it('draws the same face for the same id, and another one for another id', async () => {
    const [one, again, other] = [await face('a'), await face('a'), await face('b')];
    expect(drawing(one)).to.equal(drawing(again));
    expect(drawing(one)).not.to.equal(drawing(other));
  });

  it('changes the face with the id', async () => {
    const el = await face('a');
    const before = drawing(el);
    el.participantId = 'b';
    await el.updateComplete;
    expect(drawing(el)).not.to.equal(before);
  });

  it('is hidden from screen readers', async () => {
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

  it('has no style attributes in its markup, which a strict Content-Security-Policy forbids', async () => {
    const el = await face('a');
    expect(el.shadowRoot!.innerHTML).not.to.match(/\sstyle=/);
  });
});
