import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Terraform and CDKTF as far as the scripts notice: the one says its version, the other notes how it was called. */
export function makeTools() {
  const folder = mkdtempSync(join(tmpdir(), 'audio-rooms-tools-'));
  const journal = join(folder, 'journal');
  const program = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  return {
    variables: {
      TERRAFORM_BINARY_NAME: program('terraform', "echo 'Terraform v1.11.4'"),
      CDKTF_BINARY: program('cdktf', `echo "$APP_ENV $AWS_REGION $*" >> ${journal}`),
    },
    /** A program that fails. */
    failing: program('failing', 'exit 3'),
    /** How CDKTF was called since it was last forgotten. */
    calls: (): string[] =>
      existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : [],
    forget: () => rmSync(journal, { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
