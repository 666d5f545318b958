/** Default quotas of IVS Real-Time for an account in a Region. Call rates and the number of public keys can't be raised. */
export const ivsLimits = {
  publicKeys: 3,
  stages: 1000,
  /** People on stage, in all rooms of the Region together. */
  concurrentPublishers: 1000,
  /** Connections from a speaker to a listener, in all rooms of the Region together. */
  concurrentSubscriptions: 20_000,
  /** For each operation on stages and participants. */
  stageCallsPerSecond: 5,
  /** For each operation on public keys. */
  publicKeyCallsPerSecond: 3,
} as const;

/** Default quotas of IVS Chat for an account in a Region. The call rate can't be raised. */
export const ivsChatLimits = {
  rooms: 50_000,
  connections: 50_000,
  /** For each operation on rooms. */
  roomCallsPerSecond: 5,
} as const;

/**
 * Calls a second by which functions delete stages, and as many by which they delete channels. A sweep and an expiry may run
 * at the same time; a destroy runs alone, when the schedules are gone.
 */
export const deletionsPerSecond = { expiry: 4, sweep: 1, destroy: 5 } as const;
