-- What is no call: apps, tokens, the log of administrative acts, profiles. Times are Unix milliseconds.

-- The apps. doc is the app as JSON and the truth; its secrets are sealed.
CREATE TABLE apps (
    id      INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
    version INTEGER NOT NULL CHECK (version > 0),
    doc     TEXT    NOT NULL CHECK (doc <> '')
) STRICT;

-- The tokens of our own API, found by the hash of their secret.
CREATE TABLE tokens (
    id         TEXT    PRIMARY KEY,
    created_at INTEGER NOT NULL,
    hash       TEXT    NOT NULL UNIQUE CHECK (length(hash) = 64),
    doc        TEXT    NOT NULL CHECK (doc <> '')
) STRICT;

-- Who did what, each in the transaction of what was done. app is 0 for what concerns the whole server.
CREATE TABLE acts (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    who    TEXT    NOT NULL CHECK (who <> ''),
    ip     TEXT    NOT NULL,
    what   TEXT    NOT NULL CHECK (what <> ''),
    app    INTEGER NOT NULL,
    target TEXT    NOT NULL,
    detail TEXT    NOT NULL
) STRICT;

CREATE INDEX acts_app ON acts (app, id);
CREATE INDEX acts_target ON acts (target, id) WHERE target <> '';

CREATE TRIGGER acts_stay BEFORE UPDATE ON acts
BEGIN
    SELECT RAISE(ABORT, 'what was done does not change');
END;

-- What apps tell about their users. data is a JSON object of texts.
CREATE TABLE profiles (
    app        INTEGER NOT NULL,
    user       TEXT    NOT NULL CHECK (user <> ''),
    name       TEXT    NOT NULL,
    avatar     TEXT    NOT NULL,
    data       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (app, user)
) STRICT, WITHOUT ROWID;
