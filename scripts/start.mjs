#!/usr/bin/env node
// Plain JavaScript, so that a Node that is too old says so instead of failing on what it can't read.
const REQUIRED = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < REQUIRED[0] || (major === REQUIRED[0] && minor < REQUIRED[1])) {
  console.error(
    `Audio Rooms needs Node ${REQUIRED.join('.')} or newer, and this is ${process.versions.node}. Get one at https://nodejs.org.`,
  );
  process.exit(1);
}

const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./start.ts');
await main();
