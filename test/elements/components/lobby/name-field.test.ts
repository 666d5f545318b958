import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/lobby/name-field.ts';
import type { NameField } from '../../../../components/lobby/name-field.ts';
import { friendlyName } from '../../../../components/lobby/friendly-name.ts';
import { enStart } from '../../../../components/texts/en-start.ts';
import { es } from '../../../../components/texts/es.ts';
import { parseName } from '../../../../src/api/names.ts';
import { button, textOf } from '../element-support.ts';

const field = (value = '') =>
  fixture<NameField>(html`<audio-room-name-field .value=${value}></audio-room-name-field>`);

const input = (el: NameField): HTMLInputElement => el.shadowRoot!.querySelector('input')!;

describe('<audio-room-name-field>', () => {
  for (const name of ['Bo', 'Ñandú', '王小明', 'Олена', 'مريم', '👩‍🚀', 'x'.repeat(40)]) {
    it(`allows the name ${name}`, async () => {
      expect((await field(` ${name} `)).check()).to.equal(name);
    });
  }

  for (const [name, sentence] of [
    ['  ', 'Enter a name of 1 to 40 characters.'],
    ['x'.repeat(41), 'That name is too long.'],
    ['\u200B', 'Enter a name of 1 to 40 characters.'],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(name)} and focuses the field`, async () => {
      const el = await field(name);
      expect(el.check()).to.equal(undefined);
      await el.updateComplete;
      expect(textOf(el)).to.include(sentence);
      expect(el.shadowRoot!.activeElement).to.equal(input(el));
      expect(input(el).getAttribute('aria-invalid')).to.equal('true');
    });
  }

  it('takes 40 emoji that are 440 code units, and removes what nobody sees', async () => {
    expect((await field('👩‍👩‍👧‍👦'.repeat(40))).check()).to.equal('👩‍👩‍👧‍👦'.repeat(40));
    expect((await field('\u202EAna\u200B')).check()).to.equal('Ana');
  });

  it('dispatches one input event for each change', async () => {
    const el = await field('Ana');
    const told: string[] = [];
    el.addEventListener('input', () => told.push(el.value));
    input(el).value = 'Anna';
    input(el).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    expect(told).to.deep.equal(['Anna']);
  });

  it('no longer complains once something is typed', async () => {
    const el = await field('');
    el.check();
    await el.updateComplete;
    input(el).value = 'A';
    input(el).dispatchEvent(new InputEvent('input'));
    await el.updateComplete;
    expect(input(el).getAttribute('aria-invalid')).to.equal('false');
  });

  it('suggests another friendly name', async () => {
    const el = await field('Ana');
    button(el, 'Suggest another name').click();
    await el.updateComplete;
    expect(input(el).value).to.match(/^\w+ \w+$/);
    expect(el.check()).to.equal(el.value);
  });

  it('is accessible, with and without a problem', async () => {
    const el = await field('');
    await expect(el).to.be.accessible();
    el.check();
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });
});

describe('friendlyName', () => {
  it('gives names that rooms accept, in English and Spanish', () => {
    for (const texts of [enStart, es]) {
      for (let i = 0; i < 12; i++) {
        const name = friendlyName(texts, () => i / 12);
        expect(parseName(name)).to.deep.equal({ name });
      }
    }
  });
});
