import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UpstreamError } from '#core/errors.ts';
import type { HistoryCounts } from './history.ts';
import type { FromTeam, TeamStart, ToTeam } from './protocol.ts';

/** A team's account in a thread of its own. */
export interface HostedTeam {
  /** Resolves when the history is made and the account is served; rejects when either fails. */
  readonly ready: Promise<{ readonly endpoint: string; readonly history: HistoryCounts }>;
  /** Resolves when all reports and mails so far are in their files. */
  readonly written: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What a team's thread is started with. */
export interface HostedTeamOptions {
  readonly start: TeamStart;
  readonly workerCode: string;
  readonly onWarning: (message: string) => void;
}

/** Starts the thread. It does not keep the process alive. */
export function hostTeam({ start, workerCode, onWarning }: HostedTeamOptions): HostedTeam {
  const worker = new Worker(workerCode, {
    eval: true,
    name: `team ${start.team}`,
    workerData: start,
    env: VARIABLES,
    execArgv: [],
  });
  const failed = new Promise<never>((_, reject) => {
    const fail = (why: string): void => reject(new UpstreamError(why, { retryable: false }));
    worker.on('error', (error: unknown) => fail(String(error)));
    worker.on('exit', () => fail('its thread has ended'));
    worker.on('message', (message: FromTeam) => {
      if (message.type === 'failed') fail(message.message);
      if (message.type === 'warning') onWarning(message.message);
    });
  });
  failed.catch(() => undefined); // whoever waits for the thread is told
  const next = <Type extends FromTeam['type']>(type: Type) =>
    Promise.race([nextMessage(worker, type), failed]);
  return {
    ready: next('ready'),
    written: async () => {
      const written = next('written');
      worker.postMessage({ type: 'write' } satisfies ToTeam);
      await written;
    },
    close: async () => void (await worker.terminate()),
  };
}

/** Log lines that look as those of the deployed function; nothing else of this process reaches the thread. */
const VARIABLES = { POWERTOOLS_SERVICE_NAME: 'gateway', POWERTOOLS_LOG_LEVEL: 'INFO' };

type MessageOf<Type> = Extract<FromTeam, { readonly type: Type }>;

async function nextMessage<Type extends FromTeam['type']>(
  worker: Worker,
  type: Type,
): Promise<MessageOf<Type>> {
  for (;;) {
    const [message]: FromTeam[] = await once(worker, 'message');
    if (message && isOf(message, type)) return message;
  }
}

function isOf<Type extends FromTeam['type']>(message: FromTeam, type: Type): message is MessageOf<Type> {
  return message.type === type;
}
