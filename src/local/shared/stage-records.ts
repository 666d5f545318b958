/** A stage as the control plane stores it. */
export interface StageRecord {
  readonly arn: string;
  /** The last segment of the ARN, which is also the room's id. */
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

/** A participant of a stage session, as ListParticipants and GetParticipant return it. */
export interface ParticipantRecord {
  readonly participantId: string;
  readonly userId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly state: 'CONNECTED' | 'DISCONNECTED';
  readonly firstJoinTime: Date;
  /** Whether it has ever published in this session. */
  readonly published: boolean;
  /** Its latest events in this session, oldest first. */
  readonly events: readonly ParticipantEventRecord[];
}

/** An event of a participant, as ListParticipantEvents returns it. */
export interface ParticipantEventRecord {
  readonly name: 'JOINED' | 'LEFT' | 'PUBLISH_STARTED' | 'PUBLISH_STOPPED';
  readonly eventTime: Date;
}

/** The content of an `IVS Stage Update` event, before the event bus adds its envelope. */
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
