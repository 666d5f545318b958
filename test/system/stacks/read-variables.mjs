import { createRequire } from 'node:module';

// Loads a bundle as Lambda does, and prints the names of the environment variables that it read while loading.
const [, , bundle, ...given] = process.argv;
const asked = new Set();
process.env = new Proxy(Object.fromEntries(given.map((name) => [name, '1'])), {
  get(target, name) {
    if (typeof name === 'string') asked.add(name);
    return target[name];
  },
});
createRequire(import.meta.url)(bundle);
process.stdout.write(JSON.stringify([...asked]));
