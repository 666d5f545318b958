import type { StageLeftReason } from 'amazon-ivs-web-broadcast';
import { RoomError } from '../room-error.ts';
import type { IvsSdk } from './ivs-sdk.ts';
import type { LeftReason } from '../snapshot.ts';

/** Why a stage did not let somebody in; `reason` is set where trying again is no use. */
export class StageRefusal extends Error {
  override name = 'StageRefusal';
  readonly reason: LeftReason | undefined;
  /** The token is of no use, but a renewed one may be. */
  readonly tokenRefused: boolean;
  readonly error: RoomError;

  constructor(sdk: IvsSdk, code: number | undefined, cause: unknown) {
    super('The stage did not let us in.', { cause });
    const { StageErrorCode: Code } = sdk;
    const reasons: Record<number, LeftReason> = {
      [Code.STAGE_DELETED]: 'room-ended',
      [Code.PARTICIPANT_DISCONNECTED]: 'removed',
    };
    this.reason = code === undefined ? undefined : reasons[code];
    this.tokenRefused =
      code === Code.TOKEN_EXPIRED ||
      code === Code.TOKEN_MALFORMED ||
      code === Code.TOKEN_NOT_ALLOWED;
    this.error = errorOfJoining(sdk, code, cause);
  }
}

function errorOfJoining(sdk: IvsSdk, code: number | undefined, cause: unknown): RoomError {
  const { StageErrorCode: Code } = sdk;
  switch (code) {
    case Code.STAGE_DELETED:
      return new RoomError('ROOM_ENDED', 'The room has ended.', { cause });
    case Code.STAGE_AT_CAPACITY:
      return new RoomError('ROOM_FULL', 'The room takes no more people. Try again later.', {
        cause,
      });
    case Code.TOKEN_MALFORMED:
    case Code.TOKEN_EXPIRED:
    case Code.TOKEN_NOT_ALLOWED:
    case Code.PARTICIPANT_DISCONNECTED:
      return new RoomError('JOIN_REFUSED', `The stage refused the token (code ${code}).`, {
        cause,
      });
    default:
      return new RoomError(
        'STAGE_UNREACHABLE',
        `The stage does not answer (code ${code ?? 'none'}). Check the network, and connect-src of the page's policy.`,
        { cause },
      );
  }
}

export function errorOfPublishing(sdk: IvsSdk, code: number | undefined): RoomError {
  return code === sdk.StageErrorCode.STAGE_AT_CAPACITY
    ? new RoomError(
        'STAGE_FULL',
        'All places on stage are taken. Try again when somebody steps back.',
      )
    : new RoomError(
        'PUBLISH_FAILED',
        `The microphone did not reach the stage (code ${code ?? 'none'}). Publishing needs UDP: try another network.`,
      );
}

/** The reason to show, or undefined where the connection was lost and may come back. */
export function leftReasonOf(sdk: IvsSdk, reason: StageLeftReason): LeftReason | undefined {
  const { StageLeftReason: Reason } = sdk;
  switch (reason) {
    case Reason.STAGE_DELETED:
      return 'room-ended';
    case Reason.PARTICIPANT_DISCONNECTED:
      return 'removed';
    case Reason.TOKEN_REUSED:
      return 'joined-elsewhere';
    // No answer to an exchange for 5 s counts as a refusal, and may be an outage: a new link finds out.
    case Reason.FAILED_EXCHANGE:
    default:
      // Unknown; or "user-initiated" though we did not: the SDK leaves on `beforeunload`, also where the page then
      // stays, as after a mailto: link or a "stay on this page".
      return undefined;
  }
}
