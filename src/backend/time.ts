/** Epoch seconds; DynamoDB and tokens count in whole seconds. @param now - Epoch milliseconds. */
export const nowSeconds = (now: number = Date.now()): number => Math.floor(now / 1000);

/** A time as the API writes it: ISO 8601. */
export const isoTime = (epochSeconds: number): string =>
  new Date(epochSeconds * 1000).toISOString();
