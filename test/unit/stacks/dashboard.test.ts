import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { functions } from '../../../src/backend/functions.ts';
import { readJson } from './support/read-json.ts';
import { resourceOf, synthesize } from './support/synthesize.ts';

interface Graph {
  readonly properties: { readonly title: string; readonly metrics: readonly unknown[][] };
}

const body = resourceOf(synthesize({}).stack('backend'), 'aws_cloudwatch_dashboard');
const { widgets } = readJson<{ widgets: readonly Graph[] }>(body['dashboard_body']);
const graph = (title: RegExp) => {
  const found = widgets.find(({ properties }) => title.test(properties.title));
  assert.ok(found, String(title));
  return found.properties.metrics;
};

describe('dashboard', () => {
  it('has a line of every function', () => {
    assert.equal(graph(/^Invocations/).length, Object.keys(functions).length);
  });

  it('adds up the participant-hours of all stages, which it has to search for', () => {
    const expressions = graph(/^Participant-hours/).map(
      ([line]) => (line as { expression: string }).expression,
    );
    assert.deepEqual(
      expressions.map((text) => /MetricName="(\w+)"/.exec(text)?.[1]),
      ['Subscribers', 'Publishers'],
    );
    for (const text of expressions) {
      assert.match(
        text,
        /^RUNNING_SUM\(FILL\(SUM\(SEARCH\('[^']+', 'Average', 300\)\), 0\) \* 300 \/ 3600\)$/,
      );
    }
  });

  it('refers to fewer than 50 metrics by name, which is what a free dashboard may', () => {
    const named = widgets.flatMap(({ properties }) => properties.metrics);
    assert.ok(named.length < 50, String(named.length));
  });
});
