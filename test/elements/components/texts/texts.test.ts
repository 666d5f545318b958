import { ContextProvider } from '@lit/context';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { en } from '../../../../components/texts/en.ts';
import { es } from '../../../../components/texts/es.ts';
import { languages, loadTexts } from '../../../../components/texts/languages.ts';
import { TextsController, textsContext } from '../../../../components/texts/texts-context.ts';
import { count, fill, type Texts } from '../../../../components/texts/texts.ts';

type Tree = { readonly [key: string]: string | Tree };

/** `path: {placeholders}` of every text. Plural forms have paths of their own. */
function places(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value !== 'string') return places(value, `${path}${key}.`);
    const names = [...value.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    return [`${path}${key}: ${names.join(' ')}`];
  });
}

describe('texts', () => {
  it('come in English and Spanish', () => {
    expect(languages).to.include.members(['en', 'es']);
  });

  for (const language of languages) {
    it(`in "${language}" have the same keys and placeholders as in English, and none is empty`, async () => {
      const texts = { ...en, ...(await loadTexts(language)) };
      expect(texts.language).to.equal(language);
      expect(places(texts).sort()).to.deep.equal(places(en).sort());
      expect(JSON.stringify(texts)).not.to.include('""');
    });
  }

  it('are loaded by language tag, in English if there are none for it', async () => {
    expect(await loadTexts('es-MX')).to.equal(es);
    expect(await loadTexts('tlh')).to.deep.equal({});
  });

  it('use the plural forms and digits of the language', () => {
    expect(count(en, en.listeners, 1)).to.equal('1 listener');
    expect(count(en, en.listeners, 1284)).to.equal('1,284 listeners');
    const polish = { few: '{count} osoby', many: '{count} osób', other: '{count} osoby' };
    expect(count({ language: 'pl' }, polish, 3)).to.equal('3 osoby');
    expect(count({ language: 'pl' }, polish, 5)).to.equal('5 osób');
  });

  it('keep a name as it is, whatever is in it', () => {
    expect(fill('{name} is here', { name: '{name} $& <b>' })).to.equal('{name} $& <b> is here');
  });
});

class TextsProviderElement extends LitElement {
  readonly provider = new ContextProvider(this, { context: textsContext, initialValue: {} });

  protected override render() {
    return html`<test-label></test-label>`;
  }
}

class LateTextsElement extends LitElement {
  readonly provider = new ContextProvider(this, { context: textsContext, initialValue: es });
}

class LabelElement extends LitElement {
  readonly texts = new TextsController<Texts>(this, en);

  protected override render() {
    return `${this.texts.value.leave} ${this.texts.value.mute}`;
  }
}

customElements.define('test-texts', TextsProviderElement);
customElements.define('test-label', LabelElement);

describe('the texts of an element', () => {
  const text = (el: Element) => el.shadowRoot!.textContent.trim();

  it('are English where nothing provides others', async () => {
    expect(text(await fixture('<test-label></test-label>'))).to.equal('Leave Mute');
  });

  it('are those that an element around it provides, through shadow roots, and follow them', async () => {
    const el = await fixture<TextsProviderElement>('<test-texts></test-texts>');
    const label = el.shadowRoot!.querySelector<LabelElement>('test-label')!;
    el.provider.setValue({ leave: 'Salir' });
    await label.updateComplete;
    expect(text(label)).to.equal('Salir Mute');
    el.provider.setValue(es);
    await label.updateComplete;
    expect(text(label)).to.equal('Salir Silenciar');
  });

  it('are those of an element around it that is defined later', async () => {
    const el = await fixture<HTMLElement>(
      '<test-late-texts><test-label></test-label></test-late-texts>',
    );
    const label = el.querySelector<LabelElement>('test-label')!;
    const elsewhere = await fixture<LabelElement>('<test-label></test-label>');
    expect(text(label)).to.equal('Leave Mute');
    customElements.define('test-late-texts', LateTextsElement);
    expect(el).to.be.instanceOf(LateTextsElement);
    await label.updateComplete;
    expect(text(label)).to.equal('Salir Silenciar');
    expect(text(elsewhere)).to.equal('Leave Mute');
  });
});
