"""A complete receiver for Ringline's webhooks, to be copied. Python 3.9 or newer, nothing else.

    SDKAPPID=1400000001 WEBHOOK_SECRET=whsec_... python3 examples/webhook-receiver/python/receiver.py

It stores each message once, in an SQLite table, and only then says that it has it. What your program does with a
message, it does afterwards, from the table: so a crash between the two loses nothing, and the sender never waits.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import sqlite3
import sys
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MAX_BODY = 1 << 20  # bytes; real messages have a few hundred
TOLERANCE = 5 * 60  # seconds between the sender's clock and ours

APP = os.environ.get("SDKAPPID", "")
SECRET = os.environ.get("WEBHOOK_SECRET", "")
TOKEN = os.environ.get("WEBHOOK_TOKEN", "")
INBOX = os.environ.get("INBOX", "inbox")
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "9000"))
KEY = base64.b64decode(SECRET.removeprefix("whsec_"), validate=True)  # empty: signatures are not looked at


class Refusal(Exception):
    """An answer other than 200. The sender tries again after each of them."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open
    timeout = 10  # seconds to wait for the sender

    def do_POST(self):
        status, answer = 200, {"ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0}
        try:
            self.receive()
        except Refusal as no:
            status, answer = no.status, {"ActionStatus": "FAIL", "ErrorInfo": str(no), "ErrorCode": 1}
        except sqlite3.Error as err:
            print("error:", err, flush=True)
            status, answer = 500, {"ActionStatus": "FAIL", "ErrorInfo": "could not store it", "ErrorCode": 1}
        self.answer(status, answer)

    def refuse_method(self):
        self.answer(405, {"ActionStatus": "FAIL", "ErrorInfo": "POST only", "ErrorCode": 1})

    do_GET = do_PUT = do_PATCH = do_DELETE = refuse_method

    def receive(self):
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if query.get("SdkAppid") != APP:
            raise Refusal(403, "not for this app")
        body = self.read()
        now = time.time()
        if KEY and not signed(self.headers, body, now):
            raise Refusal(401, "bad or stale signature")
        if TOKEN and not knows_token(query.get("RequestTime", ""), query.get("Sign", ""), now):
            raise Refusal(401, "bad or stale token")
        message = parse(body)
        message_id = self.headers.get("webhook-id") or id_of(message)
        if not message_id:
            raise Refusal(400, "no id to know the message by")
        if store(message_id, body):
            print("new", json.dumps(message["CallbackCommand"]), json.dumps(message_id), flush=True)

    def read(self):
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"[0-9]{1,15}", length):
            raise Refusal(411, "send Content-Length")
        length = int(length)
        if length > MAX_BODY:
            # What is on its way is read, within reason, so that the sender hears why it is refused.
            self.rfile.read(min(length, 4 * MAX_BODY))
            raise Refusal(413, "body too long")
        body = self.rfile.read(length)
        if len(body) < length:
            raise Refusal(400, "body cut short")
        return body

    def answer(self, status, answer):
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        if status == 405:
            self.send_header("Allow", "POST")
        if status != 200:
            self.send_header("Connection", "close")  # there may be a body that nobody read
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Says nothing of each request: the line about a new message is enough."""


def signed(headers, body, now):
    """Checks the headers of Standard Webhooks. During a change of the secret there are several signatures."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not message_id or not fresh(timestamp, now):
        return False
    text = f"{message_id}.{timestamp}.".encode("latin-1") + body  # latin-1 gives a header's bytes back
    want = "v1," + base64.b64encode(hmac.new(KEY, text, hashlib.sha256).digest()).decode()
    return any(same(given, want) for given in headers.get("webhook-signature", "").split(" "))


def knows_token(request_time, sign, now):
    """Checks the older proof: it says who sent the request, but nothing about the body."""
    return fresh(request_time, now) and same(sign, hashlib.sha256((TOKEN + request_time).encode()).hexdigest())


def fresh(timestamp, now):
    return bool(re.fullmatch(r"[0-9]{1,12}", timestamp)) and abs(now - int(timestamp)) <= TOLERANCE


def same(given, want):
    """Compares in a time that does not depend on how much is right."""
    return hmac.compare_digest(given.encode(), want.encode())


def parse(body):
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    command = message.get("CallbackCommand") if isinstance(message, dict) else None
    if not isinstance(command, str) or not command:
        raise Refusal(400, "not a webhook message")
    return message


def id_of(message):
    """Names a message that came without a webhook-id: no two messages of a call have the same time. One for a test has no call."""
    places = [message, message.get("CallInfo"), message.get("CallRecord")]
    calls = [place["CallId"] for place in places if isinstance(place, dict) and "CallId" in place]
    call = calls[0] if calls else ""
    at = message.get("EventTime")
    if not isinstance(call, str) or type(at) is not int:
        return ""
    return f"{call}|{message['CallbackCommand']}|{at}"


def open_inbox():
    db = sqlite3.connect(os.path.join(INBOX, "inbox.db"), timeout=10)
    db.execute("PRAGMA synchronous = FULL")
    return db


def store(message_id, body):
    """Puts the message on disk, unless it is there, and reports whether it was new. The key decides, also when two try at once."""
    with closing(open_inbox()) as db, db:
        row = db.execute("INSERT OR IGNORE INTO inbox (id, body) VALUES (?, ?)", (message_id, body))
        return row.rowcount == 1


def main():
    if not APP:
        sys.exit("set SDKAPPID to the id of your app")
    if SECRET and not KEY:
        sys.exit("WEBHOOK_SECRET must be whsec_ followed by base64")
    if not KEY and not TOKEN:
        print("warning: neither WEBHOOK_SECRET nor WEBHOOK_TOKEN is set, so anybody can send messages", flush=True)
    os.makedirs(INBOX, mode=0o700, exist_ok=True)
    with closing(open_inbox()) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, body BLOB NOT NULL)")
    print(f"listening on {HOST}:{PORT}", flush=True)
    ThreadingHTTPServer((HOST, PORT), Receiver).serve_forever()


if __name__ == "__main__":
    main()
