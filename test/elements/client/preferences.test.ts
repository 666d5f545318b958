import { expect } from '@open-wc/testing';
import { Preferences } from '../../../src/client/preferences.ts';
import { replace } from './client-support.ts';

describe('Preferences', () => {
  beforeEach(() => localStorage.clear());

  it('stores and removes its own entries, and leaves others alone', () => {
    localStorage.setItem('name', 'the page');
    const preferences = new Preferences();
    expect(preferences.get('name')).to.equal(undefined);
    preferences.set('name', 'Zoë');
    preferences.set('noiseSuppression', false);
    expect(new Preferences().get('name')).to.equal('Zoë');
    expect(new Preferences().get('noiseSuppression')).to.equal(false);
    preferences.set('name', undefined);
    expect(new Preferences().get('name')).to.equal(undefined);
    expect(localStorage.getItem('name')).to.equal('the page');
  });

  it('reads the output under the name of version 0.1.0 until another one is chosen', () => {
    localStorage.setItem('audio-rooms.speakerId', '"headset"');
    expect(new Preferences().get('outputId')).to.equal('headset');
    new Preferences().set('outputId', undefined);
    expect(new Preferences().get('outputId')).to.equal(undefined);
  });

  it('ignores entries that it did not write', () => {
    for (const text of ['{', '7', 'null', '{"a":1}']) {
      localStorage.setItem('audio-rooms.name', text);
      expect(new Preferences().get('name'), text).to.equal(undefined);
    }
  });

  it('keeps a choice while the page is open if storage is blocked', () => {
    const refuse = () => {
      throw new DOMException('Blocked', 'SecurityError');
    };
    const restore = replace(window, 'localStorage', {
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
    });
    const preferences = new Preferences();
    preferences.set('name', 'Zoë');
    expect(preferences.get('name')).to.equal('Zoë');
    expect(preferences.get('microphoneId')).to.equal(undefined);
    restore();
  });
});
