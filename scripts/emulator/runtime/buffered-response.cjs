'use strict';
// Preloaded into MiniStack's Node.js workers, which lack the globals that Lambda's runtime has for
// response streaming. The whole answer is collected and handed back in the buffered proxy form.
const { Writable } = require('node:stream');

class CollectedAnswer extends Writable {
  head = { statusCode: 200, headers: {} };
  chunks = [];

  _write(chunk, _encoding, done) {
    this.chunks.push(chunk);
    done();
  }

  toProxyAnswer() {
    const body = Buffer.concat(this.chunks).toString('base64');
    return { ...this.head, body, isBase64Encoded: true };
  }
}

globalThis.awslambda = {
  streamifyResponse: (handler) => async (event, context) => {
    const answer = new CollectedAnswer();
    await handler(event, answer, context);
    return answer.toProxyAnswer();
  },
  HttpResponseStream: {
    from: (answer, head) => {
      answer.head = head;
      return answer;
    },
  },
};
