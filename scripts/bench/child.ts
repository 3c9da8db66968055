import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import * as z from 'zod';

/** How a child process is started. */
export interface ChildOptions {
  /** What to run: options of node, then the program and its arguments. */
  readonly nodeArguments: readonly string[];
  /** The whole environment of the child. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Whether the child's standard error is shown. Its standard output never is.
   * @default true
   */
  readonly showsErrors?: boolean;
}

/** A node process that answers one message per message. */
export interface Child {
  /** The next message of the child, read by `schema`; rejects when it ends or says `{ error }` instead. */
  readonly next: <Output>(schema: z.ZodType<Output>) => Promise<Output>;
  /** Sends a message and waits for the answer. */
  readonly ask: <Output>(message: object, schema: z.ZodType<Output>) => Promise<Output>;
  /** Ends the child and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

const Failure = z.object({ error: z.string() });

/** Starts a node process with a message channel. Every child also ends by itself when this process goes away. */
export function startChild({ nodeArguments, environment, showsErrors = true }: ChildOptions): Child {
  const stdio: StdioOptions = ['ignore', 'ignore', showsErrors ? 'inherit' : 'ignore', 'ipc'];
  const child = spawn(process.execPath, nodeArguments, { env: environment, stdio });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const messages = createInbox(child);
  const next = async <Output>(schema: z.ZodType<Output>): Promise<Output> => {
    const message = await messages.take();
    const failure = Failure.safeParse(message);
    if (failure.success) throw new Error(failure.data.error);
    return schema.parse(message);
  };
  return {
    next,
    ask: (message, schema) => {
      child.send(message);
      return next(schema);
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** Messages in the order they came; taking one waits for it. */
function createInbox(child: ChildProcess): { readonly take: () => Promise<unknown> } {
  const waiting: { readonly resolve: (message: unknown) => void; readonly reject: (error: Error) => void }[] =
    [];
  const arrived: unknown[] = [];
  let end: Error | undefined;
  child.on('message', (message) => {
    const taker = waiting.shift();
    if (taker) taker.resolve(message);
    else arrived.push(message);
  });
  const finish = (error: Error): void => {
    end ??= error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.once('error', finish);
  child.once('exit', (code, signal) => finish(new Error(`A child process ended early (${code ?? signal}).`)));
  return {
    take: () =>
      new Promise((resolve, reject) => {
        if (arrived.length > 0) resolve(arrived.shift());
        else if (end) reject(end);
        else waiting.push({ resolve, reject });
      }),
  };
}

/** The child's side: answers each message by `answer`, one after the other, and ends with its parent. */
export function serveParent(answer: (message: unknown) => Promise<object>): void {
  let turn = Promise.resolve();
  process.on('message', (message) => {
    turn = turn.then(async () => tellParent(await answer(message).catch(toFailure)));
  });
  process.once('disconnect', () => process.exit());
}

/** Tells the parent something it has not asked for: that the child is ready, or that it cannot be. */
export function tellParent(message: object): void {
  process.send?.(message);
}

/** A failure in the form that the parent's `next` understands. */
export function toFailure(error: unknown): z.infer<typeof Failure> {
  return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
