import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  findTerraform,
  isOlder,
  terraformBinary,
  type TerraformVersion,
} from '../../scripts/operator/run-terraform.ts';

/** What the test needs from outside the repository. */
export interface Requirements {
  readonly terraform: TerraformVersion;
  /** Directory of provider plugins, in the layout of `terraform providers mirror`. */
  readonly mirror: string;
  /** The version of hashicorp/aws in it. */
  readonly provider: string;
}

/** @returns what was found, or a line for each thing that is missing, with how to get it. */
export function findRequirements(): Requirements | { readonly missing: readonly string[] } {
  const terraform = findTerraform();
  const mirror = mirrors().find((folder) => newestProvider(folder, terraform) !== undefined);
  const provider = mirror === undefined ? undefined : newestProvider(mirror, terraform);
  const moto = spawnSync('moto_server', ['--help'], { stdio: 'ignore' });
  const missing = [
    !terraform &&
      `${terraformBinary()}: install Terraform or OpenTofu (for the latter, also set TERRAFORM_BINARY_NAME=tofu).`,
    mirror === undefined &&
      `hashicorp/aws: set TF_PROVIDER_MIRROR to a directory with this provider. Create one with "terraform providers mirror DIR" in cdktf.out/<deployment>/<Region>/stacks/backend. There is none in ${mirrors().join(', ')}.`,
    moto.status !== 0 &&
      'moto_server: install it with "pip install \'moto[server]\'" (5.2 or newer).',
  ].filter((line) => line !== false);
  if (!terraform || mirror === undefined || provider === undefined || missing.length > 0) {
    return { missing };
  }
  return { terraform, mirror: resolve(mirror), provider };
}

/** Where providers may be: what is set, what Terraform's configuration names, and where Terraform looks without one. */
function mirrors(): readonly string[] {
  const { TF_PROVIDER_MIRROR: set, TF_CLI_CONFIG_FILE: file, HOME = '/' } = process.env;
  if (set !== undefined) return [set];
  const configuration = file ?? join(HOME, '.terraformrc');
  const text = existsSync(configuration) ? readFileSync(configuration, 'utf8') : '';
  const named = /filesystem_mirror\s*\{[^}]*path\s*=\s*"([^"]+)"/.exec(text)?.[1];
  return [
    ...(named === undefined ? [] : [named]),
    join(HOME, '.terraform.d/plugins'),
    '/usr/local/share/terraform/plugins',
  ];
}

/** The mirror holds a folder for each version, or an archive. */
function newestProvider(mirror: string, terraform?: TerraformVersion): string | undefined {
  const registry = `registry.${terraform?.product === 'OpenTofu' ? 'opentofu.org' : 'terraform.io'}`;
  const folder = join(mirror, registry, 'hashicorp/aws');
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .flatMap((name) => /^(?:terraform-provider-aws_)?(\d+\.\d+\.\d+)/.exec(name)?.[1] ?? [])
    .sort((a, b) => (isOlder(a, b) ? -1 : 1))
    .at(-1);
}
