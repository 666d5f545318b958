import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functions } from '../../../../src/backend/functions.ts';
import { readConfiguration } from '../../../../stacks/configuration.ts';
import { synthesize as synthesizeInto } from '../../../../stacks/synthesize.ts';

export type Attributes = Readonly<Record<string, unknown>>;

/** A stack in Terraform's JSON syntax. */
export interface Synthesized {
  readonly terraform: {
    readonly backend: Readonly<Record<string, Attributes>>;
    readonly required_providers: Readonly<Record<string, Attributes>>;
  };
  readonly provider: Readonly<Record<string, readonly Attributes[]>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, Attributes>>;
}

export type StackName = 'account' | 'backend' | 'website';

export interface SynthesizeOptions {
  /** Directories of bundles and website; placeholders if omitted. */
  readonly bundles?: string;
  readonly directory?: string;
  readonly hcl?: boolean;
}

const scratch = mkdtempSync(join(tmpdir(), 'audio-rooms-stacks-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Synthesizes all stacks in this process, as `cdktf synth` does, without Terraform or the internet. */
export function synthesize(
  variables: Readonly<Record<string, string>>,
  {
    bundles = placeholderBundles(),
    directory = placeholderWebsite(),
    hcl = false,
  }: SynthesizeOptions = {},
) {
  const outdir = mkdtempSync(join(scratch, 'out-'));
  // As `cdktf synth --hcl` does. App's option hclOutput would only rename the files, and leave JSON in them.
  process.env['SYNTH_HCL_OUTPUT'] = String(hcl);
  const configuration = readConfiguration({ AWS_REGION: 'us-east-1', ...variables });
  synthesizeInto(configuration, outdir, { bundles, website: directory });
  const read = (stack: StackName, file: string) =>
    readFileSync(join(outdir, 'stacks', stack, file), 'utf8');
  return {
    outdir,
    configuration,
    text: read,
    stack: (name: StackName): Synthesized => JSON.parse(read(name, 'cdk.tf.json')) as Synthesized,
  };
}

/** The resources of a type, by their names in the stack. */
export const resourcesOf = (stack: Synthesized, type: string): readonly Attributes[] =>
  Object.values(stack.resource[type] ?? {});

/** The only resource of a type, or the only one with these attributes. @throws {Error} if there is not exactly one. */
export function resourceOf(
  stack: Synthesized,
  type: string,
  where: Readonly<Record<string, unknown>> = {},
): Attributes {
  const found = resourcesOf(stack, type).filter((attributes) =>
    Object.entries(where).every(([name, value]) => attributes[name] === value),
  );
  if (found.length !== 1 || !found[0]) {
    throw new Error(`Expected one ${type} with ${JSON.stringify(where)}, found ${found.length}.`);
  }
  return found[0];
}

/** Writes a placeholder bundle for each function. */
export function placeholderBundles(folder = join(scratch, 'handlers')): string {
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(functions)) {
    writeFileSync(join(folder, `${name}.cjs`), `exports.handler = async () => '${name}';\n`);
    writeFileSync(join(folder, `${name}.cjs.map`), '{}');
  }
  return folder;
}

/** Writes a placeholder website of three files. */
export function placeholderWebsite(folder = join(scratch, 'website')): string {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Audio Rooms</title>\n');
  writeFileSync(join(folder, 'assets', 'main-ABCDEFGH.js'), 'export {};\n');
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
  return folder;
}
