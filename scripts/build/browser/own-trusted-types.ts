import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { BuildError } from '../output/build-error.ts';

/** The call in Lit's published module. */
const LITS_POLICY = /(\w+)\.createPolicy\((["'])lit-html\2,/g;

/**
 * Gives the Lit inside a bundle a Trusted Types policy of its own name, `audio-rooms`. A page that has a Lit of its own,
 * and does not allow duplicates, ends the script that makes the second policy `lit-html`: ours, or the page's. A page
 * that does not allow the policy is told so in the console; without it, Lit gives its templates to the page's `default`
 * policy.
 */
export const ownTrustedTypes: Plugin = {
  name: 'own-trusted-types',
  setup(build) {
    build.onLoad(
      { filter: /[\\/]node_modules[\\/]lit-html[\\/](development[\\/])?lit-html\.js$/ },
      async ({ path }) => {
        const lit = await readFile(path, 'utf8');
        const contents = lit.replace(LITS_POLICY, 'createAudioRoomsPolicy($1,');
        if (contents === lit) throw new BuildError(`${path} makes no policy as Lit did before`);
        return { contents: contents + CREATE_POLICY, loader: 'js' };
      },
    );
  },
};

const CREATE_POLICY = `
function createAudioRoomsPolicy(trustedTypes, rules) {
  try {
    return trustedTypes.createPolicy('audio-rooms', rules);
  } catch {
    console.error("audio-rooms: add 'trusted-types audio-rooms' to the Content-Security-Policy of this page.");
  }
}
`;
