import type { MailReader } from '#functions/console-ports.ts';

/** What a browser asks of the console. */
export interface ConsoleRequest {
  readonly method: 'GET' | 'POST';
  /** As the API has it: `/v1/console/…`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body: string;
}

/** What it is answered with. */
export interface ConsoleResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An account that the console shows. */
export interface ConsoleAccount {
  /** Empty for the one that is shown first. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Where its clients are pointed. */
  readonly endpoint: string;
  readonly call: (request: ConsoleRequest) => Promise<ConsoleResponse>;
  /** @default - its own API says whether there are any */
  readonly mails?: MailReader | undefined;
}
