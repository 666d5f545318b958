// Apart from what reads it: who only asks for a refresh needs no validator.

export const REFRESH_SOURCE = 'audio-rooms';
const REFRESH_DETAIL_TYPE = 'Refresh Presence';

/** The body of a refresh message; EventBridge's own envelope, so that the consumer reads one kind of message. */
export const refreshMessage = (stageArn: string, correlationId: string): string =>
  JSON.stringify({
    source: REFRESH_SOURCE,
    'detail-type': REFRESH_DETAIL_TYPE,
    resources: [stageArn],
    detail: { correlationId },
  });
