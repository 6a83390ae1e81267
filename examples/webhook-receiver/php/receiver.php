<?php
/*
 * A complete receiver for Ringline's webhooks, to be copied. PHP 8.1 or newer, no extensions but those that are built in.
 *
 *   SDKAPPID=1400000001 WEBHOOK_SECRET=whsec_... php -S 127.0.0.1:9000 examples/webhook-receiver/php/receiver.php
 *
 * It stores each message once, in a file of its own, and only then says that it has it. What your program does with
 * a message, it does afterwards, from the folder: so a crash between the two loses nothing, and the sender never waits.
 */

declare(strict_types=1);

ini_set('display_errors', '0'); // nothing of them belongs into an answer

const MAX_BODY = 1 << 20; // bytes; real messages have a few hundred
const TOLERANCE = 5 * 60; // seconds between the sender's clock and ours

/** An answer other than 200. The sender tries again after each of them. */
class Refusal extends Exception
{
    public function __construct(public readonly int $status, string $reason)
    {
        parent::__construct($reason);
    }
}

$status = 200;
$answer = ['ActionStatus' => 'OK', 'ErrorInfo' => '', 'ErrorCode' => 0];
try {
    receive();
} catch (Throwable $err) {
    $known = $err instanceof Refusal;
    $known || say('error: ' . $err->getMessage());
    $status = $known ? $err->status : 500;
    $answer = ['ActionStatus' => 'FAIL', 'ErrorInfo' => $known ? $err->getMessage() : 'could not store it', 'ErrorCode' => 1];
}
http_response_code($status);
header('Content-Type: application/json');
if ($status === 405) {
    header('Allow: POST');
}
echo json_encode($answer);

function receive(): void
{
    $app = (string) getenv('SDKAPPID');
    $secret = (string) getenv('WEBHOOK_SECRET');
    $token = (string) getenv('WEBHOOK_TOKEN');
    if ($app === '') {
        throw new RuntimeException('set SDKAPPID to the id of your app');
    }
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        throw new Refusal(405, 'POST only');
    }
    if (query('SdkAppid') !== $app) {
        throw new Refusal(403, 'not for this app');
    }
    $body = (string) file_get_contents('php://input', length: MAX_BODY + 1);
    if (strlen($body) > MAX_BODY) {
        throw new Refusal(413, 'body too long');
    }
    // Without either of them, anybody can send messages.
    if ($secret !== '' && !signed($secret, $body)) {
        throw new Refusal(401, 'bad or stale signature');
    }
    if ($token !== '' && !knows_token($token, query('RequestTime'), query('Sign'))) {
        throw new Refusal(401, 'bad or stale token');
    }
    $message = json_decode($body, true);
    $command = is_array($message) ? $message['CallbackCommand'] ?? null : null;
    if (!is_string($command) || $command === '') {
        throw new Refusal(400, 'not a webhook message');
    }
    $id = from_header('webhook-id') ?: id_of($message);
    if ($id === '') {
        throw new Refusal(400, 'no id to know the message by');
    }
    if (store($id, $body)) {
        say('new ' . json_encode($command) . ' ' . json_encode($id));
    }
}

/** A parameter of the query; x[]=1 would make an array of it. */
function query(string $name): string
{
    return is_string($_GET[$name] ?? null) ? $_GET[$name] : '';
}

function from_header(string $name): string
{
    return (string) ($_SERVER['HTTP_' . strtoupper(strtr($name, '-', '_'))] ?? '');
}

/** Checks the headers of Standard Webhooks. During a change of the secret there are several signatures. */
function signed(string $secret, string $body): bool
{
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
    if ($key === false || $key === '') {
        throw new RuntimeException('WEBHOOK_SECRET must be whsec_ followed by base64');
    }
    [$id, $timestamp] = [from_header('webhook-id'), from_header('webhook-timestamp')];
    if ($id === '' || !fresh($timestamp)) {
        return false;
    }
    $want = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', from_header('webhook-signature')) as $given) {
        if (hash_equals($want, $given)) { // takes the same time however much is right
            return true;
        }
    }
    return false;
}

/** Checks the older proof: it says who sent the request, but nothing about the body. */
function knows_token(string $token, string $requestTime, string $sign): bool
{
    return fresh($requestTime) && hash_equals(hash('sha256', $token . $requestTime), $sign);
}

function fresh(string $timestamp): bool
{
    return preg_match('/^[0-9]{1,12}\z/', $timestamp) === 1 && abs(time() - (int) $timestamp) <= TOLERANCE;
}

/** Names a message that came without a webhook-id: no two messages of a call have the same time. One for a test has no call. */
function id_of(array $message): string
{
    $call = $message['CallId'] ?? $message['CallInfo']['CallId'] ?? $message['CallRecord']['CallId'] ?? '';
    $at = $message['EventTime'] ?? null;
    if (!is_string($call) || !is_int($at)) {
        return '';
    }
    return "$call|{$message['CallbackCommand']}|$at";
}

/**
 * Puts the message on disk, unless it is there, and reports whether it was new. The file appears whole or not at all,
 * and only one of those who try at the same time makes it.
 */
function store(string $id, string $body): bool
{
    $inbox = getenv('INBOX') ?: 'inbox';
    is_dir($inbox) || @mkdir($inbox, 0700, true) || is_dir($inbox) || throw new RuntimeException("cannot make $inbox");
    $name = $inbox . '/' . hash('sha256', $id) . '.json'; // an id may hold anything, a file name may not
    $unfinished = $inbox . '/unfinished-' . bin2hex(random_bytes(8));
    try {
        $file = fopen($unfinished, 'x') ?: throw new RuntimeException("cannot write in $inbox");
        if (fwrite($file, $body) !== strlen($body) || !fsync($file) || !fclose($file)) {
            throw new RuntimeException("cannot write in $inbox");
        }
        if (@link($unfinished, $name)) {
            return true;
        }
        clearstatcache();
        return file_exists($name) ? false : throw new RuntimeException("cannot write in $inbox");
    } finally {
        @unlink($unfinished);
    }
}

function say(string $line): void
{
    file_put_contents('php://stderr', $line . "\n");
}
