import { expect } from '@open-wc/testing';
import { browserOf, errorText } from '../../../../components/shared/error-text.ts';
import { en } from '../../../../components/texts/en.ts';

const agents = [
  [
    'chromium',
    0,
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  ],
  [
    'chromium',
    0,
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
  ],
  [
    'firefox',
    0,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Gecko/20100101 Firefox/142.0',
  ],
  [
    'safari',
    0,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  ],
  [
    'ios',
    5,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  ],
  [
    'ios',
    5,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
  ],
  [
    'android',
    5,
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  ],
  ['other', 0, 'Lynx/2.9'],
] as const;

describe('errorText', () => {
  for (const [browser, touchPoints, agent] of agents) {
    it(`recognizes ${browser}, ${agent.slice(13, 50)}`, () => {
      expect(browserOf(agent, touchPoints)).to.equal(browser);
    });
  }

  it('says how to allow the microphone in the browser', () => {
    expect(errorText(en, 'MICROPHONE_DENIED', 'firefox')).to.equal(
      `${en.errors.MICROPHONE_DENIED} ${en.deniedHelp.firefox}`,
    );
  });

  it('is the text of the error for every other error', () => {
    expect(errorText(en, 'STAGE_FULL', 'firefox')).to.equal(en.errors.STAGE_FULL);
  });
});
