/** The part of an SDK client that is used to answer in its place. */
interface StubbableClient {
  readonly middlewareStack: {
    readonly add: (
      middleware: (
        next: unknown,
        context: { readonly commandName?: string },
      ) => (call: {
        readonly input: unknown;
      }) => Promise<{ readonly output: unknown; readonly response: unknown }>,
      options: { readonly step: 'initialize'; readonly priority: 'high' },
    ) => void;
  };
}

/** Input of a command, in the order of the calls. */
export interface StubbedCall {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers a client's commands without a request; what `answer` throws is what the SDK throws. */
export function stubClient<Client>(
  client: Client & { readonly middlewareStack: unknown },
  answer: (call: StubbedCall) => unknown,
): { readonly client: Client; readonly calls: readonly StubbedCall[] } {
  const calls: StubbedCall[] = [];
  const { middlewareStack } = client as StubbableClient;
  middlewareStack.add(
    (_next, { commandName = '' }) =>
      async ({ input }) => {
        const call = { command: commandName, input: input as StubbedCall['input'] };
        calls.push(call);
        return { output: answer(call), response: {} };
      },
    { step: 'initialize', priority: 'high' },
  );
  return { client, calls };
}

/** An error as the SDK throws it for an answer of a service; its message quotes what a report must not. */
export function serviceFailure(name: string, httpStatusCode: number): Error {
  const message = 'User: arn:aws:iam::123456789012:user/ann is not authorized';
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
