import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browserTargets } from '../../../scripts/build/browser/browser-options.ts';
import { readConfiguration } from '../../../stacks/configuration.ts';
import { resourcesOf, synthesize } from '../stacks/support/synthesize.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (file: string) => readFileSync(`${ROOT}${file}`, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe('docs', () => {
  for (const page of pages) {
    const text = read(page);

    it(`${page} refers only to commands that exist`, () => {
      for (const [, command = ''] of text.matchAll(/npm run ([\w:-]+)/g)) {
        assert.ok(scripts[command], command);
      }
    });

    it(`${page} refers only to files that exist`, () => {
      for (const [, file = ''] of text.matchAll(
        /`((?:stacks|handlers|src|test|scripts|components|website)\/[\w./-]*)`/g,
      )) {
        assert.ok(existsSync(`${ROOT}${file}`), file);
      }
      for (const [, link = ''] of text.matchAll(/\]\(([\w.-]+\.md)\)/g)) {
        assert.ok(existsSync(`${ROOT}docs/${link}`), link);
      }
    });
  }

  it('name the browsers that the build is made for', () => {
    const names: Readonly<Record<string, string>> = {
      chrome: 'Chrome',
      edge: 'Edge',
      firefox: 'Firefox',
      safari: 'Safari',
      ios: 'iOS',
    };
    const text = read('docs/embed.md');
    assert.ok(browserTargets.length > 0);
    for (const target of browserTargets) {
      const [, browser = '', version = ''] = /^([a-z]+)([\d.]+)$/.exec(target) ?? [];
      assert.ok(text.includes(`${names[browser] ?? target} ${version}`), target);
    }
  });

  it('say what to do about each alarm', () => {
    const text = read('docs/operate.md');
    const backend = synthesize({}).stack('backend');
    for (const alarm of resourcesOf(backend, 'aws_cloudwatch_metric_alarm')) {
      const name = String(alarm['alarm_name']).replace('audio-rooms-development-', '');
      assert.ok(text.includes(`\n### ${name}\n`), name);
      assert.match(String(alarm['alarm_description']), new RegExp(`operate\\.md, ${name}\\.$`));
    }
  });

  it('list every variable that the configuration reads', () => {
    const variables = new Set<string>();
    readConfiguration(
      new Proxy<Record<string, string | undefined>>(
        {},
        {
          get: (_target, name) => {
            variables.add(String(name));
            return name === 'AWS_REGION' ? 'us-east-1' : undefined;
          },
        },
      ),
    );
    const text = read('docs/deploy.md');
    for (const name of variables) assert.ok(text.includes(name) || name.startsWith('AWS_'), name);
  });
});
