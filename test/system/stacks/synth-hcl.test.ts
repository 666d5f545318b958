import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { synthesize, type StackName } from '../../unit/stacks/support/synthesize.ts';

const names: readonly StackName[] = ['account', 'backend', 'website'];

/** Parses all JSON expressions in a text; `\${...}` inside strings stays as it is. */
function jsonExpressions(text: string): unknown[] {
  return [...text.matchAll(/\$\{jsonencode\((.*)\)\}/g)].map(([, json]): unknown =>
    JSON.parse(json ?? ''),
  );
}

function inJson(value: unknown): unknown[] {
  if (typeof value === 'string') return jsonExpressions(value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(inJson);
}

const sorted = (values: unknown[]): string[] => values.map((one) => JSON.stringify(one)).sort();

// CDKTF is no longer maintained. The way out is HCL, which Terraform and OpenTofu run without CDKTF, so it must stay complete.
describe('HCL', () => {
  const variables = {
    APP_ENV: 'production',
    AWS_REGION: 'us-west-2',
    ROOM_CREATION: 'api-key',
    ADDRESS_LIMIT: '600',
    BUDGET_MAIL: 'operators@example.org',
    DOMAIN: 'rooms.example.org',
  };
  const json = synthesize(variables);
  const hcl = synthesize(variables, { hcl: true });

  for (const name of names) {
    it(`of ${name} has every resource that the JSON has`, () => {
      const text = hcl.text(name, 'cdk.tf');
      for (const [type, all] of Object.entries(json.stack(name).resource)) {
        for (const id of Object.keys(all)) {
          assert.ok(text.includes(`resource "${type}" "${id}" {`), `${type} ${id}`);
        }
      }
    });

    it(`of ${name} has the same policies and documents`, () => {
      const wanted = sorted(inJson(json.stack(name).resource));
      assert.deepEqual(sorted(jsonExpressions(hcl.text(name, 'cdk.tf'))), wanted);
      assert.ok(wanted.length > 0);
    });
  }

  it('is accepted by Terraform, if it is installed', (context) => {
    const terraform = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
    for (const name of names) {
      const path = `${hcl.outdir}/stacks/${name}/cdk.tf`;
      const { status, stderr, error } = spawnSync(terraform, ['fmt', '-write=false', path], {
        encoding: 'utf8',
      });
      if (error) {
        context.diagnostic(`${terraform} is not installed, so it did not check the syntax.`);
        return;
      }
      assert.equal(status, 0, stderr);
    }
  });
});
