// A complete receiver for Ringline's webhooks, to be copied. Node 20, nothing else.
//
//   SDKAPPID=1400000001 WEBHOOK_SECRET=whsec_... node examples/webhook-receiver/node/receiver.mjs
//
// It stores each message once, in a file of its own, and only then says that it has it. What your program does with
// a message, it does afterwards, from the folder: so a crash between the two loses nothing, and the sender never waits.
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const maxBody = 1 << 20; // bytes; real messages have a few hundred
const tolerance = 5 * 60; // seconds between the sender's clock and ours

const {
  SDKAPPID: app,
  WEBHOOK_SECRET: secret,
  WEBHOOK_TOKEN: token,
  INBOX: inbox = 'inbox',
  HOST: host = '127.0.0.1',
  PORT: port = '9000',
} = process.env;

if (!app) throw new Error('set SDKAPPID to the id of your app');
const key = secret ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64') : null; // null: signatures are not looked at
if (key?.length === 0) throw new Error('WEBHOOK_SECRET must be whsec_ followed by base64');
if (!key && !token)
  console.log('warning: neither WEBHOOK_SECRET nor WEBHOOK_TOKEN is set, so anybody can send messages');
mkdirSync(inbox, { recursive: true, mode: 0o700 });

/** An answer other than 200. The sender tries again after each of them. */
class Refusal extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

createServer({ requestTimeout: 10_000 }, async (req, res) => {
  let status = 200;
  let answer = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
  try {
    await receive(req);
  } catch (err) {
    const known = err instanceof Refusal;
    if (!known) console.log('error:', err);
    status = known ? err.status : 500;
    answer = { ActionStatus: 'FAIL', ErrorInfo: known ? err.message : 'could not store it', ErrorCode: 1 };
  }
  if (status === 405) res.setHeader('Allow', 'POST');
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(answer));
}).listen(port, host, () => console.log(`listening on ${host}:${port}`));

async function receive(req) {
  if (req.method !== 'POST') throw new Refusal(405, 'POST only');
  const at = req.url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : req.url.slice(at));
  if (query.get('SdkAppid') !== app) throw new Refusal(403, 'not for this app');

  const body = await read(req);
  const now = Date.now() / 1000;
  if (key && !signed(req.headers, body, now)) throw new Refusal(401, 'bad or stale signature');
  if (token && !knowsToken(query.get('RequestTime') ?? '', query.get('Sign') ?? '', now))
    throw new Refusal(401, 'bad or stale token');

  const message = parse(body);
  const id = req.headers['webhook-id'] || idOf(message);
  if (!id) throw new Refusal(400, 'no id to know the message by');
  if (store(id, body)) console.log('new', JSON.stringify(message.CallbackCommand), JSON.stringify(id));
}

async function read(req) {
  const parts = [];
  let size = 0;
  try {
    // Too long a body is read to its end, so that the sender hears why it is refused, but not kept.
    for await (const part of req) if ((size += part.length) <= maxBody) parts.push(part);
  } catch {
    throw new Refusal(400, 'body cut short');
  }
  if (size > maxBody) throw new Refusal(413, 'body too long');
  return Buffer.concat(parts);
}

/** Checks the headers of Standard Webhooks. During a change of the secret there are several signatures. */
function signed(headers, body, now) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  if (!id || !fresh(timestamp, now)) return false;
  const sum = createHmac('sha256', key).update(`${id}.${timestamp}.`, 'latin1').update(body).digest('base64');
  return signatures.split(' ').some((given) => same(given, `v1,${sum}`));
}

/** Checks the older proof: it says who sent the request, but nothing about the body. */
function knowsToken(requestTime, sign, now) {
  return (
    fresh(requestTime, now) &&
    same(
      sign,
      createHash('sha256')
        .update(token + requestTime)
        .digest('hex'),
    )
  );
}

const fresh = (timestamp, now) => /^\d{1,12}$/.test(timestamp ?? '') && Math.abs(now - Number(timestamp)) <= tolerance;

/** Compares in a time that does not depend on how much is right. */
function same(given, want) {
  const [a, b] = [Buffer.from(given), Buffer.from(want)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function parse(body) {
  try {
    const message = JSON.parse(body.toString());
    if (typeof message.CallbackCommand === 'string' && message.CallbackCommand !== '') return message;
  } catch {
    // not JSON, or null
  }
  throw new Refusal(400, 'not a webhook message');
}

/** Names a message that came without a webhook-id: no two messages of a call have the same time. One for a test has no call. */
function idOf({ CallbackCommand, CallId, CallInfo, CallRecord, EventTime }) {
  const call = CallId ?? CallInfo?.CallId ?? CallRecord?.CallId ?? '';
  if (typeof call !== 'string' || !Number.isInteger(EventTime)) return '';
  return `${call}|${CallbackCommand}|${EventTime}`;
}

/**
 * Puts the message on disk, unless it is there, and reports whether it was new. The file appears whole or not at all,
 * and only one of those who try at the same time makes it.
 */
function store(id, body) {
  const name = join(inbox, createHash('sha256').update(id).digest('hex') + '.json'); // an id may hold anything, a file name may not
  const unfinished = join(inbox, `unfinished-${randomUUID()}`);
  writeFileSync(unfinished, body, { flush: true, mode: 0o600 });
  try {
    linkSync(unfinished, name);
  } catch (err) {
    if (err.code === 'EEXIST') return false;
    throw err;
  } finally {
    unlinkSync(unfinished);
  }
  const folder = openSync(inbox); // its new entry has to survive a power cut, too
  fsyncSync(folder);
  closeSync(folder);
  return true;
}
