import { expect } from '@open-wc/testing';
import { enStart } from '../../../../components/texts/en-start.ts';
import { en } from '../../../../components/texts/en.ts';
import { es } from '../../../../components/texts/es.ts';
import { count, fill, languages, loadTexts } from '../../../../components/texts/texts.ts';

type Tree = { readonly [key: string]: string | Tree };

/** `path: places` of every sentence; plural forms count as one. */
function places(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value !== 'string') return places(value, `${path}${key}.`);
    const names = [...value.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    return [`${path}${key}: ${names.join(' ')}`];
  });
}

describe('texts', () => {
  it('say the same things with the same places in Spanish and English', () => {
    expect(places(es).sort()).to.deep.equal(places(en).sort());
  });

  it('leave no sentence empty', () => {
    for (const texts of [en, es]) expect(JSON.stringify(texts)).not.to.include('""');
  });

  it('come in the language that is asked for, or else in English', async () => {
    expect(languages).to.deep.equal(['en', 'es']);
    expect(await loadTexts('es-MX')).to.equal(es);
    expect(await loadTexts('tlh')).to.equal(enStart);
  });

  it('count in the forms and digits of the language', () => {
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
