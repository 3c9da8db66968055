import { callApi } from '../../console/call-api.ts';
import type { ConsoleAccount } from '../../console/exchange.ts';
import { type ConsoleFront, createConsoleFront } from '../../console/front.ts';
import { createMailFolder } from './mail-folder.ts';

/** What the running stack is to the console. */
export interface ServedStack {
  readonly apiUrl: string;
  /** Key that the page's requests are made with; the page never sees it. */
  readonly key: string;
  readonly stage: string;
  readonly region: string;
  /** @default - mails are not kept */
  readonly mailFolder?: string | undefined;
}

/** The console of `npm start`. */
export interface LocalConsole {
  /** Goes in front of the local API Gateway; takes nothing before `open`. */
  readonly front: ConsoleFront;
  readonly open: (stack: ServedStack) => void;
  /** Shows another account as well. */
  readonly add: (account: ConsoleAccount) => void;
}

/** Creates the console before the stack that it shows: the stack's port is what it is served on. */
export function createLocalConsole(): LocalConsole {
  const accounts: ConsoleAccount[] = [];
  let port = 0;
  return {
    front: createConsoleFront({ port: () => port, accounts: () => accounts }),
    open: ({ apiUrl, key, stage, region, mailFolder }) => {
      port = Number(new URL(apiUrl).port);
      accounts.unshift({
        id: '',
        title: 'This stack',
        description: `stage ${stage}, ${region}`,
        endpoint: apiUrl,
        call: callApi({ url: apiUrl, authorization: `Bearer ${key}` }),
        mails: mailFolder === undefined ? undefined : createMailFolder(mailFolder),
      });
    },
    add: (account) => void accounts.push(account),
  };
}
