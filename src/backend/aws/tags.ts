/** Tag of every stage and public key that we make: the deployment's name. IVS has no other way to tell them apart. */
export const DEPLOYMENT_TAG = 'audio-rooms:deployment';

/** Tag of every stage and public key: epoch seconds of its making, which IVS does not tell. */
export const CREATED_TAG = 'audio-rooms:created-at';
