import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';
import { Construct } from 'constructs';
import { functions, isDeployed, type FunctionName } from '../../src/backend/functions.ts';
import { metrics } from '../../src/backend/resources.ts';
import type { Configuration } from '../configuration.ts';
import type { AlarmNames } from './alarms.ts';
import { terraformJson } from '../terraform-json.ts';

/** A metric in a dashboard's notation: namespace, name, then dimensions and options. */
type Metric = readonly (string | Readonly<Record<string, string>>)[];

/** A CloudWatch dashboard with errors, latencies, invocations and the use of the quotas. */
export class Dashboard extends Construct {
  constructor(scope: Construct, names: AlarmNames, configuration: Configuration, region: string) {
    super(scope, 'overview');
    const widgets = graphs(names, configuration).map(([title, lines], index) => ({
      type: 'metric',
      x: (index % 2) * 12,
      y: Math.floor(index / 2) * 6,
      width: 12,
      height: 6,
      properties: { title, region, view: 'timeSeries', period: 300, metrics: lines },
    }));
    new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: configuration.accountPrefix, // dashboards belong to no Region
      dashboardBody: terraformJson({ widgets }),
    });
  }
}

/** How often the hours are added up, in seconds. */
const STEP = 300;

/** The hours of all stages together. IVS has these metrics for each stage, so they have to be found by a search. */
const hoursOf = (metric: string, label: string): Metric => {
  const found = `SEARCH('Namespace="AWS/IVSRealTime" MetricName="${metric}"', 'Average', ${STEP})`;
  return [{ expression: `RUNNING_SUM(FILL(SUM(${found}), 0) * ${STEP} / 3600)`, label }];
};

/** What IVS charges. A speaker is in both lines, if there is somebody to hear. */
const participantHours = [
  hoursOf('Subscribers', 'people who hear others'),
  hoursOf('Publishers', 'people on stage'),
];

function graphs(
  names: AlarmNames,
  configuration: Configuration,
): readonly (readonly [title: string, metrics: readonly Metric[]])[] {
  const api = (metric: string, stat: string): Metric => [
    'AWS/ApiGateway',
    metric,
    'ApiName',
    names.api,
    { stat },
  ];
  const { prefix, environment } = configuration;
  const deployedFunctions = (Object.keys(functions) as FunctionName[]).filter((name) =>
    isDeployed(name, configuration),
  );
  const perFunction = (metric: string, stat: string): Metric[] =>
    deployedFunctions.map((name) => [
      'AWS/Lambda',
      metric,
      'FunctionName',
      `${prefix}-${name}`,
      { stat, label: name },
    ]);
  const queue = (metric: string, name: string, label: string): Metric => [
    'AWS/SQS',
    metric,
    'QueueName',
    name,
    { stat: 'Maximum', label },
  ];
  const own = (metric: string): Metric => [
    metrics.namespace,
    metric,
    metrics.dimension,
    environment,
    { stat: 'Maximum' },
  ];
  return [
    ['API requests', [api('Count', 'Sum'), api('4XXError', 'Sum'), api('5XXError', 'Sum')]],
    ['API latency', [api('Latency', 'p50'), api('Latency', 'p99')]],
    ['Invocations', perFunction('Invocations', 'Sum')],
    ['Function errors', perFunction('Errors', 'Sum')],
    ['Function duration', perFunction('Duration', 'p99')],
    [
      'Room events',
      [
        queue('ApproximateAgeOfOldestMessage', names.queue, 'age of the oldest message, s'),
        queue('ApproximateNumberOfMessagesVisible', names.deadLetters, 'dead letters'),
      ],
    ],
    // Default quotas of a Region: 1,000 publishers and 20,000 subscriptions.
    [
      'IVS in this Region',
      [
        ['AWS/IVSRealTime', 'ConcurrentPublishers', { stat: 'Maximum' }],
        ['AWS/IVSRealTime', 'ConcurrentSubscriptions', { stat: 'Maximum' }],
      ],
    ],
    ['Participant-hours in this Region, since the start of this view', participantHours],
    ['Expiry lag, s, and key age, days', [own(metrics.expiryLag), own(metrics.keyAge)]],
  ];
}
