import { ivsLimits } from '../src/backend/quotas.ts';
import { OperatorError } from './operator-error.ts';
import { readChoice, readList, readNumber, type Variables } from './variables.ts';

/** What limits who may create rooms, and what strangers can cost. All of it is off by default but the two alarms. */
export interface Guards {
  /** `ROOM_CREATION`: whether anybody may create rooms, or only holders of an API key. */
  readonly roomCreation: 'open' | 'api-key';
  /** `ROOMS_PER_DAY`: how many rooms the API key can create in a day. */
  readonly roomsPerDay: number;
  /** `ALLOWED_ORIGINS`: of the pages that may use the API besides its own website; `*` stands for all. */
  readonly allowedOrigins: readonly string[];
  /**
   * `ADDRESS_LIMIT`: requests to the API that one address may send in five minutes, a twentieth of which may create rooms;
   * no limit if absent.
   */
  readonly addressLimit?: number;
  /** The Region's quotas of IVS; an alarm is raised before one is reached. */
  readonly ivsQuotas: {
    /** `SUBSCRIPTION_QUOTA`: connections from a speaker to a listener, in all rooms together. */
    readonly subscriptions: number;
    /** `PUBLISHER_QUOTA`: people on stage, in all rooms together. */
    readonly publishers: number;
  };
  /** `BUDGET_MAIL`: who is told by mail when the account's bill of a month is, or will be, above a limit. */
  readonly budget?: {
    readonly mail: string;
    /** `BUDGET_DOLLARS`: for the whole account, in a month. */
    readonly dollars: number;
  };
}

/** @throws {OperatorError} that names the invalid variable and its allowed values. */
export function readGuards(variables: Variables): Guards {
  const budget = readBudget(variables);
  // AWS WAF's own least is 10. 0 stands for none.
  const addressLimit = readNumber(variables, 'ADDRESS_LIMIT', {
    fallback: 0,
    min: 10,
    max: 1_000_000,
  });
  return {
    roomCreation: readChoice(variables, 'ROOM_CREATION', ['open', 'api-key']),
    roomsPerDay: readNumber(variables, 'ROOMS_PER_DAY', {
      fallback: 1000,
      min: 1,
      max: 1_000_000,
    }),
    allowedOrigins: readOrigins(variables),
    ivsQuotas: {
      subscriptions: readNumber(variables, 'SUBSCRIPTION_QUOTA', {
        fallback: ivsLimits.concurrentSubscriptions,
        min: 100,
        max: 100_000_000,
      }),
      publishers: readNumber(variables, 'PUBLISHER_QUOTA', {
        fallback: ivsLimits.concurrentPublishers,
        min: 10,
        max: 1_000_000,
      }),
    },
    ...(addressLimit > 0 && { addressLimit }),
    ...(budget && { budget }),
  };
}

function readOrigins(variables: Variables): readonly string[] {
  const origins = readList(variables, 'ALLOWED_ORIGINS');
  if (origins.length === 0) return ['*'];
  for (const origin of origins) {
    const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin;
    if (origin !== '*' && !(isOrigin && /^https?:[^*]+$/.test(origin))) {
      throw new OperatorError(
        `ALLOWED_ORIGINS has "${origin}". Each must be the beginning of an address in lower case, without a path, such as https://shop.example.`,
      );
    }
  }
  return origins;
}

function readBudget(variables: Variables): Guards['budget'] {
  const dollars = readNumber(variables, 'BUDGET_DOLLARS', { fallback: 50, min: 1, max: 1_000_000 });
  const mail = variables['BUDGET_MAIL']?.trim();
  if (!mail) return undefined;
  if (!/^[^\s@,]{1,64}@[^\s@,]+\.[^\s@,.]+$/.test(mail) || mail.length > 100) {
    throw new OperatorError(
      `BUDGET_MAIL is "${mail}". It must be one mail address, such as operators@example.org.`,
    );
  }
  return { mail, dollars };
}
