import { readFileSync, writeFileSync } from 'node:fs';
import { adapt } from './adaptations.ts';

// adapt-process.ts FILE VERSION: adapts the copy of a stack that Terraform is about to read.
const [file = '', provider = ''] = process.argv.slice(2);
writeFileSync(file, adapt(readFileSync(file, 'utf8'), provider));
