import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STATE_RECORD_OUTPUT } from '../../../../stacks/deployment-record.ts';

/** A fake of Terraform, which records how it was called, and in which folder, below the output folder. */
export function makeTools() {
  const folder = mkdtempSync(join(tmpdir(), 'audio-rooms-tools-'));
  const journal = join(folder, 'journal');
  const outputs = join(folder, 'outputs');
  const program = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const setOutputs = (values: object) => writeFileSync(outputs, JSON.stringify(values));
  setOutputs({});
  return {
    variables: {
      CDKTF_OUTDIR: join(folder, 'out'),
      TERRAFORM_BINARY_NAME: program(
        'terraform',
        `case "$1" in
version) echo 'Terraform v1.11.4' ;;
output) cat ${outputs} ;;
*) echo "\${PWD#*/out/} $* plugins=\${TF_PLUGIN_CACHE_DIR#*/out/}" >> ${journal}
   test -d "$TF_PLUGIN_CACHE_DIR" && test -f cdk.tf.json && [ "$1" != "$(cat ${folder}/fails 2>/dev/null)" ] ;;
esac`,
      ),
    },
    /** The calls that change something, or may, since the last `forget()`. */
    calls: (): string[] =>
      existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : [],
    /** What the state says: the ARN of the stack's state record. */
    setRecordArn: (arn: string) => setOutputs({ [STATE_RECORD_OUTPUT]: { value: arn } }),
    /** Lets a command fail. */
    fail: (command: string) => writeFileSync(join(folder, 'fails'), command),
    /** Forgets the calls, the state and which command fails. */
    forget: () => {
      rmSync(journal, { force: true });
      rmSync(join(folder, 'fails'), { force: true });
      setOutputs({});
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
