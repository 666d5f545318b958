import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { findFirefox } from '../../support/firefox.ts';
import { startFirefox } from '../support/browser.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import { hostedJourney } from '../support/hosted-journey.ts';

const world = E2eWorld.forThisFile();

let firefox: Browser;
before(async () => {
  firefox = await startFirefox(findFirefox() ?? 'firefox');
});
after(() => firefox.close());

describe('a room whose stage is by invitation, in Firefox', () => {
  it('lets a listener speak only by invitation, and hosts mute, move and remove them for good', () =>
    hostedJourney(world, firefox));
});
