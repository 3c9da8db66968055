import { type LocalServer, listenDualProtocol } from '../local/http/dual-protocol-server.ts';
import type { ConsoleAccount } from './exchange.ts';
import { createConsoleFront } from './front.ts';

/** The console of some accounts on 127.0.0.1, and nothing else. */
export async function startConsoleServer({
  port,
  accounts,
}: {
  readonly port?: number | undefined;
  readonly accounts: readonly ConsoleAccount[];
}): Promise<LocalServer & { readonly url: string }> {
  let ownPort = 0;
  const front = createConsoleFront({ port: () => ownPort, accounts: () => accounts });
  const server = await listenDualProtocol(
    (request, response) => {
      front(request, response)
        .then((isAnswered) => {
          if (isAnswered) return;
          response.statusCode = 404;
          response.end();
        })
        .catch(() => response.destroy()); // the browser is gone
    },
    { port },
  );
  ownPort = server.port;
  return { ...server, url: `http://127.0.0.1:${server.port}/` };
}
