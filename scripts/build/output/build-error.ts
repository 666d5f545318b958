/** Why a build failed, in words that its reader can act on. */
export class BuildError extends Error {
  override name = 'BuildError';
}
