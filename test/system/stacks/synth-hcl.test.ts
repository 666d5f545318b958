import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { synthesize, type StackName } from '../../unit/stacks/support/synthesize.ts';

const names: readonly StackName[] = ['account', 'backend', 'website'];

/** The JSON expressions of a text, each parsed; `\${...}` inside strings is left as it is. */
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

// CDKTF has no maintainer. Its way out is HCL that Terraform or OpenTofu run without it, so that must stay whole.
describe('HCL', () => {
  const variables = { APP_ENV: 'production', AWS_REGION: 'us-west-2' };
  const json = synthesize(variables);
  const hcl = synthesize(variables, { hcl: true });

  for (const name of names) {
    it(`of ${name} has each resource of the JSON`, () => {
      const text = hcl.text(name, 'cdk.tf');
      for (const [type, all] of Object.entries(json.stack(name).resource)) {
        for (const id of Object.keys(all)) {
          assert.ok(text.includes(`resource "${type}" "${id}" {`), `${type} ${id}`);
        }
      }
    });

    it(`of ${name} has the same policies and documents, whole`, () => {
      const wanted = sorted(inJson(json.stack(name).resource));
      assert.deepEqual(sorted(jsonExpressions(hcl.text(name, 'cdk.tf'))), wanted);
      assert.ok(wanted.length > 0);
    });
  }

  it('is read by Terraform, where there is one', (context) => {
    const terraform = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
    for (const name of names) {
      const path = `${hcl.outdir}/stacks/${name}/cdk.tf`;
      const { status, stderr, error } = spawnSync(terraform, ['fmt', '-write=false', path], {
        encoding: 'utf8',
      });
      if (error) {
        context.diagnostic(`${terraform} is not installed: the syntax was not checked by it.`);
        return;
      }
      assert.equal(status, 0, stderr);
    }
  });
});
