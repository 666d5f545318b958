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
  /** The same for each participant, who each is sent a message: what counts where they are many. */
  readonly stateIntervalEach: number;
  /** Least time between two subscriber counts to the same stage. */
  readonly countInterval: number;
  /** The same for each participant. */
  readonly countIntervalEach: number;
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
  // 20,000 messages a second at most, a fifth of a core: twelve who hammer on mute before 1,000 would cause 60,000.
  stateIntervalEach: 0.05,
  // Ten updates a second look live.
  countInterval: 100,
  // 1,000 messages a second at most, however large the stage: people who come one by one cost as much each as the first.
  countIntervalEach: 1,
};
