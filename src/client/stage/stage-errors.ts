import type { StageLeftReason } from 'amazon-ivs-web-broadcast';
import { RoomError } from '../room-error.ts';
import type { LeftReason } from '../snapshot.ts';
import type { IvsSdk } from './ivs-sdk.ts';

/** The stage did not let this participant join. */
export class StageRefusal extends Error {
  override name = 'StageRefusal';
  /** Set if another try would fail, too. */
  readonly reason: LeftReason | undefined;
  /** Whether a renewed token may be accepted. */
  readonly tokenRefused: boolean;
  readonly error: RoomError;

  constructor(sdk: IvsSdk, code: number | undefined, cause: unknown) {
    super('The stage refused the join.', { cause });
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
      return new RoomError('ROOM_FULL', 'The room is full. Try again later.', { cause });
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
        `The stage does not answer (code ${code ?? 'none'}). Check the network, and connect-src in the page's Content-Security-Policy.`,
        { cause },
      );
  }
}

export function errorOfPublishing(sdk: IvsSdk, code: number | undefined): RoomError {
  return code === sdk.StageErrorCode.STAGE_AT_CAPACITY
    ? new RoomError('STAGE_FULL', 'The stage is full. Try again when a speaker has left it.')
    : new RoomError(
        'PUBLISH_FAILED',
        `The microphone could not be published (code ${code ?? 'none'}). Publishing needs UDP: try another network.`,
      );
}

/** Why the SDK left, or undefined if the connection was lost and may come back. */
export function leftReasonOf(sdk: IvsSdk, reason: StageLeftReason): LeftReason | undefined {
  const { StageLeftReason: Reason } = sdk;
  switch (reason) {
    case Reason.STAGE_DELETED:
      return 'room-ended';
    case Reason.PARTICIPANT_DISCONNECTED:
      return 'removed';
    case Reason.TOKEN_REUSED:
      return 'joined-elsewhere';
    // The SDK takes 5 s without an answer for a refusal, but it may be an outage: a new connection finds out.
    case Reason.FAILED_EXCHANGE:
    default:
      // An unknown reason, or "user-initiated" although this client did not leave: the SDK leaves on `beforeunload`,
      // after which the page may stay, as with a mailto: link or "Stay on this page".
      return undefined;
  }
}

/**
 * Whether the SDK threw because of a bug, its own or ours. Its real failures are errors with a `code`, or come as an
 * event before.
 */
export function isBug(thrown: unknown): boolean {
  return [TypeError, ReferenceError, RangeError, SyntaxError].some(
    (type) => thrown instanceof type,
  );
}
