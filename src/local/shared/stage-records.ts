/** A stage as the control plane keeps it. */
export interface StageRecord {
  readonly arn: string;
  /** Last segment of the ARN; also the room's id. */
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly endpoints: { readonly events: string; readonly whip: string };
}

/** An imported public key. */
export interface PublicKeyRecord {
  readonly arn: string;
  readonly name: string;
  /** PEM, SPKI, P-384. */
  readonly publicKeyMaterial: string;
  readonly fingerprint: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A participant of a stage session, as ListParticipants and GetParticipant tell it. */
export interface ParticipantRecord {
  readonly participantId: string;
  readonly userId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly state: 'CONNECTED' | 'DISCONNECTED';
  readonly firstJoinTime: Date;
  /** Has ever published in this session. */
  readonly published: boolean;
  /** What it did in this session, oldest first; the newest only. */
  readonly events: readonly ParticipantEventRecord[];
}

/** An event of a participant, as ListParticipantEvents tells it. */
export interface ParticipantEventRecord {
  readonly name: 'JOINED' | 'LEFT' | 'PUBLISH_STARTED' | 'PUBLISH_STOPPED';
  readonly eventTime: Date;
}

/** `detail` of an `IVS Stage Update` event, before the event bus wraps it. */
export interface StageUpdate {
  readonly stageArn: string;
  readonly detail: {
    readonly session_id: string;
    readonly event_name:
      | 'Participant Published'
      | 'Participant Unpublished'
      | 'Participant Publish Error'
      | 'Token Exchanged';
    readonly event_time: string;
    readonly user_id: string;
    readonly participant_id: string;
    readonly [field: string]: unknown;
  };
}
