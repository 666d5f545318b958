import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { record } from '../../support/record.ts';
import type { Visitor } from '../support/visitor.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

// At most 40 characters each, the limit of a name. A script that runs sets `pwned`.
const NAMES = [
  '<img src=x onerror=pwned=1>',
  '<script>pwned=1</script>',
  '"><svg onload=pwned=1>',
  "'><b onmouseover=pwned=1>",
  '</bdi></button><script>pwned=1//',
  '<a href=javascript:pwned=1>x</a>',
  '<iframe srcdoc="<script>pwned=1">',
  '<style>*{display:none}</style>',
  `\${window.pwned=1}{{pwned=1}}`,
  '<template shadowrootmode=open>',
  '&lt;img src=x onerror=pwned=1&gt;',
  '<!--lit$1$--><?lit$2$?>',
];

const PATHS = [
  '/room/<script>pwned=1</script>',
  '/room/%3Cimg%20src=x%20onerror=pwned=1%3E',
  '/room/javascript:pwned=1',
  '/%22%3E%3Csvg%20onload=pwned=1%3E',
  '/room/x#<img src=x onerror=pwned=1>',
  '/room/x?name=<img src=x onerror=pwned=1>',
];

interface Watched {
  pwned?: unknown;
  violations: string[];
}

/** Missing from TypeScript's DOM types. */
interface Typed {
  readonly trustedTypes: { createPolicy(name: string, rules: object): unknown };
}

/** Records what the page's policy blocks, except the SDK's requests to AWS, which it blocks on purpose. */
async function watch(person: Visitor): Promise<void> {
  await person.page.evaluateOnNewDocument(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) => {
      if (event.effectiveDirective === 'connect-src') return;
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

async function assertNothingRan(person: Visitor): Promise<void> {
  const { violations, pwned } = await person.page.evaluate(() => {
    const watched = window as unknown as Watched;
    return { violations: watched.violations, pwned: watched.pwned };
  });
  assert.deepEqual(violations, []);
  assert.equal(pwned, undefined);
  assert.deepEqual(person.errors, []);
}

describe('text that looks like markup', () => {
  it('is shown as it was typed, on stage and in the lobby', async () => {
    const [own = '', ...others] = NAMES;
    const eve = await world.arrive(own);
    await watch(eve);
    const roomId = await eve.createRoom();
    const crowd = await world.stranger();
    for (const name of others) {
      const { participant } = await world.api.join(roomId, name, 'speaker');
      await crowd.join(participant.token, { tone: 520, silent: true });
    }
    await eve.goOnStage();
    await eve.seesOnStage(`${own}, you`, ...others);
    await assertNothingRan(eve);

    const lea = await world.arrive('Lea');
    await watch(lea);
    await lea.open(`/room/${roomId}`);
    for (const name of NAMES) await lea.reads(name);
    await assertNothingRan(lea);
    record({
      part: 'Attack',
      what: 'HTML injection: names, on stage and in the lobby',
      tried: `${NAMES.length} names × 2 pages`,
      outcome: 'shown as text; nothing ran; the page’s policy had nothing to block',
    });
  });

  it('runs nothing from an address or from the field for a link', async () => {
    const eve = await world.arrive('Eve');
    await watch(eve);
    for (const path of PATHS) {
      await eve.open(path);
      await eve.page.waitForSelector('audio-room');
      await assertNothingRan(eve);
    }
    for (const path of PATHS) {
      await eve.open('/');
      await eve.write('Have a link? Paste it here', path);
      await eve.click('Open');
      await assertNothingRan(eve);
    }
    record({
      part: 'Attack',
      what: 'HTML injection: addresses',
      tried: `${PATHS.length} addresses, opened and pasted`,
      outcome: 'nothing ran',
    });
  });

  it('cannot become markup: the browser refuses strings where it would parse them', async () => {
    const eve = await world.arrive('Eve');
    await eve.open('/');
    const made = await eve.page.evaluate(() => {
      const script = document.createElement('script');
      const ways: [string, () => unknown][] = [
        ['innerHTML', () => (document.body.innerHTML = '<b>x</b>')],
        ['insertAdjacentHTML', () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')],
        ['script.text', () => (script.text = 'pwned=1')],
        ['script.src', () => (script.src = 'data:,pwned=1')],
        ['parser', () => new DOMParser().parseFromString('<b>x</b>', 'text/html')],
        ['attribute', () => document.body.setAttribute('onload', 'pwned=1')],
        ['policy', () => (window as unknown as Typed).trustedTypes.createPolicy('mine', {})],
      ];
      return ways.flatMap(([name, way]) => {
        try {
          way();
          return [name];
        } catch {
          return [];
        }
      });
    });
    assert.deepEqual(made, []);
  });
});
