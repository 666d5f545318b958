/** How long the stage server waits in each case, in milliseconds. */
export interface StageTimings {
  /** Time between two WebSocket pings to a client. */
  readonly pingInterval: number;
  /** A socket is considered dead after this much silence. */
  readonly silenceLimit: number;
  /** How long a participant whose socket was lost may take to reconnect before it is considered gone. */
  readonly reconnectGrace: number;
  /** How long a peer connection may take to connect. */
  readonly connectLimit: number;
  /** How long a session continues after its last participant has left. */
  readonly sessionLinger: number;
  /** Minimum time between two state messages on a stage. */
  readonly stateInterval: number;
  /** The same per participant, since each is sent the message. This is what limits large stages. */
  readonly stateIntervalEach: number;
  /** Minimum time between two subscriber counts on a stage. */
  readonly countInterval: number;
  /** The same per participant. */
  readonly countIntervalEach: number;
}

// A sleeping laptop is detected after silenceLimit plus one pingInterval at most, and is gone after reconnectGrace more:
// 14 s, within the 15 s for which a stale tile is acceptable. A killed tab closes its socket and is gone after 5 s.
export const defaultTimings: StageTimings = {
  pingInterval: 2_000,
  silenceLimit: 7_000,
  // The SDK makes its first attempts to reconnect within 2 s.
  reconnectGrace: 5_000,
  connectLimit: 10_000,
  // Enough for everyone in a room to reload at once and keep the session. IVS says "a few minutes".
  sessionLinger: 60_000,
  // One frame, so that twelve people who mute at once cause one message.
  stateInterval: 16,
  // At most 20,000 messages a second, a fifth of a core. Twelve people who keep muting on a stage of 1,000 would cause 60,000.
  stateIntervalEach: 0.05,
  // Ten updates a second look immediate.
  countInterval: 100,
  // At most 1,000 messages a second on a stage of any size, so that each join costs the same as the first.
  countIntervalEach: 1,
};
