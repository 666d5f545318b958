/**
 * What every AWS client is made with. Three tries of 3 s at most stay below API Gateway's 29 s and the handlers' own
 * timeouts; the SDK's defaults would wait for an answer without end.
 */
export const clientDefaults = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 },
};
