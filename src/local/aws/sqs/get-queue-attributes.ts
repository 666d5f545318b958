import { operation } from '../operation.ts';
import { queueUrlRule, requireQueue } from './queue-rules.ts';

/** Counts only; whatever else is asked for is left out, as the service leaves out what does not apply. */
export const getQueueAttributes = operation({
  callsPerSecond: 300,
  rules: { QueueUrl: queueUrlRule, AttributeNames: { type: 'strings' } },
  run(cloud, { QueueUrl, AttributeNames = [] }) {
    const { waiting, inFlight } = requireQueue(cloud, QueueUrl).counts();
    const all: Readonly<Record<string, string>> = {
      ApproximateNumberOfMessages: String(waiting),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
    };
    const wanted = Object.entries(all).filter(
      ([name]) => AttributeNames.includes(name) || AttributeNames.includes('All'),
    );
    return wanted.length > 0 ? { Attributes: Object.fromEntries(wanted) } : {};
  },
});
