import { APIGatewayClient, GetApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { OperatorError } from '../operator/cli.ts';
import { readWebsiteRecord, requireBackendRecord } from '../operator/deployment-parameters.ts';
import { findTarget } from '../operator/operator-target.ts';

/** The website to try. */
export interface Site {
  readonly origin: string;
  /** What creating a room requires, if anything. */
  readonly apiKey?: string;
}

/** @throws {OperatorError} if the backend or the website is not deployed. */
export async function findDeployment(environment: string): Promise<Site> {
  if (environment === 'local') {
    throw new OperatorError('For npm start, pass its address: --url http://localhost:3000.');
  }
  const target = findTarget(environment);
  const { creationKeyId } = await requireBackendRecord(target);
  const website = await readWebsiteRecord(target);
  if (!website) {
    throw new OperatorError(
      `The website of ${environment} is not deployed. Deploy it with npm run deploy:website -- --env ${environment}, or run npm run dev -- --env ${environment} and pass its address: --url http://localhost:3000.`,
    );
  }
  const apiKey = creationKeyId === undefined ? undefined : await readKey(creationKeyId);
  return { origin: website.url, ...(apiKey !== undefined && { apiKey }) };
}

/** @throws {OperatorError} if it is not the address of a website. */
export function findUrl(text: string): Site {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new OperatorError(
      `--url must be an address such as http://localhost:3000, and not "${text}".`,
    );
  }
  const apiKey = process.env['ROOMS_API_KEY']?.trim();
  return { origin: new URL(text).origin, ...(apiKey && { apiKey }) };
}

async function readKey(id: string): Promise<string | undefined> {
  const { value } = await new APIGatewayClient({}).send(
    new GetApiKeyCommand({ apiKey: id, includeValue: true }),
  );
  return value;
}
