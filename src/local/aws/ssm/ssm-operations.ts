import type { Operation } from '../operation.ts';
import { getParameter } from './get-parameter.ts';
import { putParameter } from './put-parameter.ts';

export const ssmOperations: Readonly<Record<string, Operation>> = {
  GetParameter: getParameter,
  PutParameter: putParameter,
};
