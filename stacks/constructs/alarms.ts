import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js';
import { Construct } from 'constructs';
import { metrics } from '../../src/backend/resources.ts';
import type { Configuration } from '../configuration.ts';

interface Alarm {
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  readonly above: number;
  readonly periodSeconds: number;
  readonly periods: number;
  /** Whether missing data raises the alarm. */
  readonly alarmIfSilent?: boolean;
}

export interface AlarmNames {
  readonly api: string;
  readonly queue: string;
  readonly deadLetters: string;
  readonly stageEventRule: string;
  readonly sweep: string;
}

/** Ten alarms, which is how many an account has for free. Each description names the section of the docs that says what to do. */
export class Alarms extends Construct {
  constructor(scope: Construct, names: AlarmNames, configuration: Configuration) {
    super(scope, 'alarms');
    const actions = [...configuration.alarmTopics];
    for (const [id, alarm] of Object.entries(alarms(names, configuration))) {
      new CloudwatchMetricAlarm(this, id, {
        alarmName: `${configuration.prefix}-${id}`,
        alarmDescription: `${alarm.description} See docs/operate.md, ${id}.`,
        namespace: alarm.namespace,
        metricName: alarm.metric,
        dimensions: alarm.dimensions,
        statistic: alarm.statistic,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: alarm.above,
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.periods,
        treatMissingData: alarm.alarmIfSilent ? 'breaching' : 'notBreaching',
        alarmActions: actions,
        okActions: actions,
      });
    }
  }
}

function alarms(
  names: AlarmNames,
  { environment, maxKeyAgeDays, ivsQuotas }: Configuration,
): Record<string, Alarm> {
  const own = {
    namespace: metrics.namespace,
    dimensions: { [metrics.dimension]: environment },
  };
  return {
    'api-errors': {
      description: 'The API answered more than 5 requests in 5 minutes with a 5xx.',
      namespace: 'AWS/ApiGateway',
      metric: '5XXError',
      dimensions: { ApiName: names.api },
      statistic: 'Sum',
      above: 5,
      periodSeconds: 300,
      periods: 1,
    },
    'dead-letters': {
      description: 'A room event failed five times and was set aside.',
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: names.deadLetters },
      statistic: 'Maximum',
      above: 0,
      periodSeconds: 300,
      periods: 1,
    },
    'late-events': {
      description:
        'Room events have waited for more than 5 minutes, so lobbies show old speakers and counts.',
      namespace: 'AWS/SQS',
      metric: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: names.queue },
      statistic: 'Maximum',
      above: 300,
      periodSeconds: 300,
      periods: 1,
    },
    'lost-events': {
      description: 'EventBridge could not deliver stage events to the queue.',
      namespace: 'AWS/Events',
      metric: 'FailedInvocations',
      dimensions: { RuleName: names.stageEventRule },
      statistic: 'Sum',
      above: 0,
      periodSeconds: 300,
      periods: 1,
    },
    'expiry-lag': {
      description:
        'Rooms are still open, and charged, more than 5 minutes past their end; or expire-rooms does not report.',
      ...own,
      metric: metrics.expiryLag,
      statistic: 'Maximum',
      above: 300,
      periodSeconds: 300,
      periods: 2,
      alarmIfSilent: true,
    },
    'sweep-errors': {
      description: 'The hourly sweep failed twice, so stages without a room may remain.',
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      dimensions: { FunctionName: names.sweep },
      statistic: 'Sum',
      above: 1,
      periodSeconds: 10_800,
      periods: 1,
    },
    // For the whole account and Region: all functions share one concurrency limit, ours and those of other apps.
    throttles: {
      description: 'Lambda throttled functions in this account: its concurrency limit is reached.',
      namespace: 'AWS/Lambda',
      metric: 'Throttles',
      statistic: 'Sum',
      above: 10,
      periodSeconds: 300,
      periods: 1,
    },
    'key-age': {
      description: `The key that signs tokens is older than ${maxKeyAgeDays} days. Run npm run keys:rotate.`,
      ...own,
      metric: metrics.keyAge,
      statistic: 'Maximum',
      above: maxKeyAgeDays,
      periodSeconds: 21_600,
      periods: 1,
    },
    subscriptions: ivsAlarm('ConcurrentSubscriptions', 'subscriptions', ivsQuotas.subscriptions),
    publishers: ivsAlarm('ConcurrentPublishers', 'publishers', ivsQuotas.publishers),
  };
}

/** Part of a quota that raises an alarm: there is still time to see who it is, or to ask for more. */
const ALARMING = 0.8;

/** Warns of a quota of IVS. The metric is that of the Region, so it counts the rooms of other apps, too. */
const ivsAlarm = (metric: string, what: string, quota: number): Alarm => ({
  description: `More than ${ALARMING * 100} % of the ${quota} ${what} that IVS allows in this Region are in use.`,
  namespace: 'AWS/IVSRealTime',
  metric,
  statistic: 'Maximum',
  above: Math.floor(quota * ALARMING),
  periodSeconds: 300,
  periods: 1,
});
