import type { Operation } from '../operation.ts';
import { generateDataKeyPair } from './generate-data-key-pair.ts';

export const kmsOperations: Readonly<Record<string, Operation>> = {
  GenerateDataKeyPair: generateDataKeyPair,
};
