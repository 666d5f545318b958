import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Fakes of Terraform, which prints its version, and of CDKTF, which records how it was called. */
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
    /** The calls of CDKTF since the last `forget()`. */
    calls: (): string[] =>
      existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : [],
    forget: () => rmSync(journal, { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
