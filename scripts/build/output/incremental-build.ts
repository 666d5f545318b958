import {
  context,
  type BuildContext,
  type BuildOptions,
  type Metafile,
  type OutputFile,
} from 'esbuild';

export interface Outputs {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}

/** One esbuild build that is run again, which reads only the files that have changed. Nothing is written to the disk. */
export class IncrementalBuild {
  #options = '';
  #context: BuildContext<{ write: false; metafile: true }> | undefined;

  async build(options: BuildOptions): Promise<Outputs> {
    const text = JSON.stringify(options);
    if (text !== this.#options) {
      await this.dispose();
      this.#context = await context({ ...options, write: false, metafile: true });
      this.#options = text;
    }
    if (!this.#context) throw new Error('The build was disposed of while it started.');
    return this.#context.rebuild();
  }

  async dispose(): Promise<void> {
    this.#options = '';
    await this.#context?.dispose();
    this.#context = undefined;
  }
}
