// The table, the queue and the metrics, as plain data that the Terraform stack and the embedded cloud both read.

/** The rooms table. `ttl` is only a safety net: `expire-rooms` deletes a room's record after its stage. */
export const roomsTable = {
  partitionKey: { name: 'id', type: 'S' },
  timeToLiveAttribute: 'ttl',
  index: {
    name: 'byExpiry',
    partitionKey: { name: 'expiryShard', type: 'S' },
    sortKey: { name: 'expiresAt', type: 'N' },
    // Just what `expire-rooms` needs; with presence in the index, each stage event would be written twice.
    includes: ['stageArn'],
  },
} as const;

/** The room queue: FIFO with a message group per stage, so that the events of one room are handled one after another. */
export const roomQueue = {
  consumer: 'update-room',
  batchSize: 10,
  // The fewest that Lambda accepts. ListParticipants, which is limited to 5 calls a second for the account, occupies no more;
  // and in a new account, all functions together may run only 10 times at once.
  maximumConcurrency: 2,
  visibilityTimeoutSeconds: 180, // six times the consumer's timeout, as AWS recommends
  maxReceiveCount: 5,
  retentionSeconds: 345_600,
} as const;

/** Which EventBridge events go to the room queue. */
export const stageEventRule = {
  source: ['aws.ivs'],
  'detail-type': ['IVS Stage Update'],
} as const;

/** Metrics that the functions write for the alarms and the dashboard. */
export const metrics = {
  namespace: 'AudioRooms',
  /** The only dimension; its value is the deployment's name. */
  dimension: 'service',
  /** Seconds by which the oldest open room is past its end time; 0 if none is. Written by each run of `expire-rooms`. */
  expiryLag: 'ExpiryLagSeconds',
  /** Age of the current key pair in days. Written by each run of `sweep`. */
  keyAge: 'KeyAgeDays',
} as const;
