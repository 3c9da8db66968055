import { Server } from 'node:net';

/** Preloaded into Portkey's gateway, which would listen on all interfaces and on a fixed port. */
const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(this: Server) {
  this.once('listening', () => {
    const address = this.address();
    if (address && typeof address === 'object') process.send?.({ port: address.port });
  });
  return listen.call(this, { host: '127.0.0.1', port: 0 });
};

process.once('disconnect', () => process.exit());
process.channel?.unref();
