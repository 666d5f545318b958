import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describeError, log } from '../aws/log.ts';
import { roomQueue } from '../resources.ts';

/** The part of a message in Lambda's SQS event that the handler reads. */
export interface QueueMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: {
    readonly MessageGroupId: string;
    readonly ApproximateReceiveCount: string;
  };
}

/** The message group of what can't be read, so that it delays no room on its way to the dead-letter queue. */
export const UNREADABLE_GROUP = 'unreadable';

const MAX_RETRY_SECONDS = 8;

/**
 * Retries messages that could not be handled. Until such a message is deleted or visible again, SQS delivers nothing else
 * of its group, by default for three minutes. All rooms may be in one group: whether EventBridge replaces the JSON path
 * of a rule's `MessageGroupId` or takes it literally is not documented for sure.
 */
export class MessageRetries {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  /**
   * Moves a message of another group to the end of its own; otherwise lets it be received again in 1 to 8 seconds. After
   * `maxReceiveCount` receipts, SQS moves it to the dead-letter queue.
   * @param group - Of the messages that may wait for this one.
   * @returns whether Lambda must keep the message.
   */
  async retry(message: QueueMessage, group: string): Promise<boolean> {
    try {
      if (message.attributes.MessageGroupId !== group) {
        await this.#move(message, group);
        return false;
      }
      await this.#hurry(message);
    } catch (error) {
      // It is received again after the queue's visibility timeout.
      log.error('Retry not arranged', {
        messageId: message.messageId,
        error: describeError(error),
      });
    }
    return true;
  }

  /** Lets a message be received again when it is due. Lambda must keep it. */
  async postpone({ messageId, receiptHandle }: QueueMessage, milliseconds: number): Promise<void> {
    try {
      await this.#client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: this.#url,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: Math.ceil(milliseconds / 1000),
        }),
      );
    } catch (error) {
      // It is received again after the queue's visibility timeout.
      log.error('Message not postponed', { messageId, error: describeError(error) });
    }
  }

  async #move({ messageId, body }: QueueMessage, group: string): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageGroupId: group,
        // If the deletion of the original is lost, it is not moved twice.
        MessageDeduplicationId: `moved-${messageId}`,
        MessageBody: body,
      }),
    );
  }

  async #hurry({ receiptHandle, attributes }: QueueMessage): Promise<void> {
    const receipts = Number(attributes.ApproximateReceiveCount);
    const isLast = receipts >= roomQueue.maxReceiveCount;
    await this.#client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.#url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: isLast ? 0 : Math.min(2 ** (receipts - 1), MAX_RETRY_SECONDS),
      }),
    );
  }
}
