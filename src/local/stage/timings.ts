/** How long the stage server waits for what, in milliseconds. */
export interface StageTimings {
  /** Between two WebSocket pings to the same client. */
  readonly pingInterval: number;
  /** Silence after which a socket counts as dead. */
  readonly silenceLimit: number;
  /** For which a participant whose socket broke may come back before it counts as gone. */
  readonly reconnectGrace: number;
  /** In which a peer connection must connect. */
  readonly connectLimit: number;
  /** For which a session outlives its last participant. */
  readonly sessionLinger: number;
  /** Least time between two stage states to the same stage. */
  readonly stateInterval: number;
  /** Least time between two subscriber counts to the same stage. */
  readonly countInterval: number;
}

// A sleeping laptop is noticed after silenceLimit plus one pingInterval at most, and gone after reconnectGrace more:
// 14 s, inside the 15 s after which a ghost tile would annoy. A killed tab closes its socket and is gone in 5 s.
export const defaultTimings: StageTimings = {
  pingInterval: 2_000,
  silenceLimit: 7_000,
  // The SDK's first attempts to reconnect come within 2 s.
  reconnectGrace: 5_000,
  connectLimit: 10_000,
  // A room that reloads as one keeps its session; IVS says "a few minutes".
  sessionLinger: 60_000,
  // One frame: twelve people who mute at once are one message.
  stateInterval: 16,
  // 1,000 joins a second would be 1,000,000 messages a second without it; ten updates a second look live.
  countInterval: 100,
};
