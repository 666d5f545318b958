// Clients that have to ask the API for the same reason: 100 of them a second, and all of them within half a minute.
const MS_EACH = 10;
const LONGEST_MS = 30_000;

/** Over how long to spread what all clients in a room have to do. @param listeners - How many they are. */
export const spreadMs = (listeners: number): number => Math.min(listeners * MS_EACH, LONGEST_MS);
