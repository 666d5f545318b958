/** Actions that a function's role allows because AWS services act on its behalf; no handler calls them. */
export const serviceActions: readonly string[] = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'kms:Decrypt', // Secrets Manager, to read the secret
  'kms:GenerateDataKey', // Secrets Manager, to write it
  'sqs:ReceiveMessage', // Lambda, to poll the queue
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];
