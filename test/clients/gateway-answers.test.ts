import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import {
  AccessDeniedException,
  ConverseCommand,
  InternalServerException,
  ResourceNotFoundException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText } from 'ai';
import OpenAI, { APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ofType, synthesise } from '../infra/support.ts';
import { httpOneClient, question, withClient } from './bedrock-client.ts';
import { openAiClient } from './openai-client.ts';

/** One answer of API Gateway as the template defines it. */
interface GatewayAnswer {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}

const HEADER = 'gatewayresponse.header.';
const answers = new Map(
  ofType(synthesise({ auth: 'keys' }).resources, 'AWS::ApiGateway::GatewayResponse').map(
    ([, { Properties }]) => {
      const answer = Properties as unknown as GatewayAnswer;
      return [answer.ResponseType, answer] as const;
    },
  ),
);

let server: Server;
let current: GatewayAnswer | undefined;
const target = () => {
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, key: 'key', model: 'amazon.nova-lite-v1:0' };
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const { StatusCode, ResponseParameters = {}, ResponseTemplates } = current ?? {};
    const headers = Object.entries(ResponseParameters).map(([name, value]) => [
      name.replace(HEADER, ''),
      value.replaceAll("'", ''),
    ]);
    request.resume().on('end', () => {
      response.writeHead(Number(StatusCode), {
        'content-type': 'application/json',
        ...Object.fromEntries(headers),
      });
      response.end(ResponseTemplates?.['application/json']);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

const thrownBy = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => new Error('The call was expected to fail.'),
    (error: unknown) => error,
  );

describe.each([
  ['UNAUTHORIZED', 401, AccessDeniedException, OpenAI.AuthenticationError],
  ['ACCESS_DENIED', 403, AccessDeniedException, OpenAI.PermissionDeniedError],
  ['WAF_FILTERED', 403, AccessDeniedException, OpenAI.PermissionDeniedError],
  ['MISSING_AUTHENTICATION_TOKEN', 404, ResourceNotFoundException, OpenAI.NotFoundError],
  ['THROTTLED', 429, ThrottlingException, OpenAI.RateLimitError],
  ['QUOTA_EXCEEDED', 429, ThrottlingException, OpenAI.RateLimitError],
  ['INTEGRATION_FAILURE', 429, ThrottlingException, OpenAI.RateLimitError],
  ['REQUEST_TOO_LARGE', 413, ValidationException, APIError],
  ['BAD_REQUEST_BODY', 400, ValidationException, OpenAI.BadRequestError],
  ['INTEGRATION_TIMEOUT', 504, InternalServerException, OpenAI.InternalServerError],
  ['AUTHORIZER_FAILURE', 500, InternalServerException, OpenAI.InternalServerError],
] as const)('the answer %s, %i, of API Gateway itself', (type, status, awsClass, openAiClass) => {
  const expected = () => {
    current = answers.get(type);
    const { message } = JSON.parse(current?.ResponseTemplates['application/json'] ?? '{}');
    return String(message);
  };

  it('is the right exception to the AWS SDK', async () => {
    const message = expected();
    const command = new ConverseCommand(question(target));

    const error = await thrownBy(
      withClient(httpOneClient, target, (client) => client.send(command), { maxAttempts: 1 }),
    );

    expect(error).toBeInstanceOf(awsClass);
    expect(error).toMatchObject({ message, $metadata: { httpStatusCode: status } });
  });

  it('is the right error to the openai package and to LangChain', async () => {
    const message = expected();
    const { baseUrl, key, model } = target();
    const chat = new ChatOpenAI({
      model,
      apiKey: key,
      configuration: { baseURL: `${baseUrl}/v1` },
      maxRetries: 0,
    });

    const error = await thrownBy(
      openAiClient(target()).chat.completions.create({ model, messages: [{ role: 'user', content: 'Hi' }] }),
    );
    const langChainError = await thrownBy(chat.invoke('Hi'));

    expect(error).toBeInstanceOf(openAiClass);
    expect(error).toMatchObject({ status, message: `${status} ${message}`, param: null });
    expect(langChainError).toMatchObject({ status, message: expect.stringContaining(message) });
  });

  it('has its message and may be tried again or not in the AI SDK', async () => {
    const message = expected();
    const { baseUrl, key, model } = target();
    const bedrock = createAmazonBedrock({ region: 'us-east-1', baseURL: baseUrl, apiKey: key });

    const error = await thrownBy(generateText({ model: bedrock(model), prompt: 'Hi', maxRetries: 0 }));

    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      message,
      statusCode: status,
      isRetryable: status === 429 || status >= 500,
    });
  });
});
