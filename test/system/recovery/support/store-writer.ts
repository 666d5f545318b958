import { Store } from '../../../../src/local/shared/store.ts';

// Writes as fast as it can and confirms each write with a line on stdout, until it is killed.
const [directory = '', run = ''] = process.argv.slice(2);
const store = new Store<unknown>(directory);
const padding = 'x'.repeat(5_000);
for (let count = 1; ; count += 1) {
  store.set(`run ${run}`, { count, padding });
  process.stdout.write(`${count}\n`);
}
