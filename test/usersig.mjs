// Asks the npm package tls-sig-api-v2, which back ends sign with, on behalf of usersig_test.go. It reads
// {app, secret, sign: [{user, expire}], judge: [usersig]} and prints the signatures made and what it thinks of the others.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';

const { Api } = createRequire(new URL('../web/package.json', import.meta.url))('tls-sig-api-v2');
const { app, secret, sign, judge = [] } = JSON.parse(await text(process.stdin));
const api = new Api(app, secret);

// The package makes signatures and has no function to check one; but what it hashes, it hashes here.
function check(sig) {
  const packed = sig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  const doc = JSON.parse(inflateSync(Buffer.from(packed, 'base64')));
  const sum = api._hmacsha256(doc['TLS.identifier'], doc['TLS.time'], doc['TLS.expire'], null);
  return {
    user: doc['TLS.identifier'],
    app: doc['TLS.sdkappid'],
    expire: doc['TLS.expire'],
    version: doc['TLS.ver'],
    good: sum === doc['TLS.sig'],
  };
}

console.log(
  JSON.stringify({
    signed: sign.map(({ user, expire }) => api.genUserSig(user, expire)),
    tickets: sign.map(({ user, expire }) => api.genPrivateMapKey(user, expire, 10000, 255)),
    judged: judge.map(check),
  }),
);
