-- Times are Unix milliseconds.

-- One row per call. doc is the call as JSON and the truth; the other columns repeat what is looked for
-- or guarded. The row of an ended call is its record.
CREATE TABLE calls (
    app        INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    version    INTEGER NOT NULL CHECK (version > 0),
    started_at INTEGER NOT NULL,
    deadline   INTEGER, -- when the clock has to look at it; null is never
    ended_at   INTEGER, -- null while the call lives
    result     TEXT,
    doc        TEXT    NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, id),
    CHECK ((ended_at IS NULL) = (result IS NULL)),
    CHECK (ended_at IS NULL OR (deadline IS NULL AND ended_at >= started_at AND result <> ''))
) STRICT;

CREATE INDEX calls_live ON calls (app, id) WHERE ended_at IS NULL;
CREATE INDEX calls_ended ON calls (app, started_at, id) WHERE ended_at IS NOT NULL;

-- A user is in at most one live call of an app.
CREATE TABLE claims (
    app  INTEGER NOT NULL,
    user TEXT    NOT NULL,
    call TEXT    NOT NULL,
    PRIMARY KEY (app, user)
) STRICT, WITHOUT ROWID;

-- One row per committed change: the call's timeline, and what request asked for it, if one did.
CREATE TABLE changes (
    app            INTEGER NOT NULL,
    call           TEXT    NOT NULL,
    version        INTEGER NOT NULL CHECK (version > 0),
    at             INTEGER NOT NULL,
    node           TEXT    NOT NULL,
    rule           TEXT    NOT NULL CHECK (rule <> ''),
    request_user   TEXT,
    request_device TEXT,
    request_id     TEXT,
    events         TEXT    NOT NULL CHECK (events <> ''),
    PRIMARY KEY (app, call, version),
    CHECK ((request_user IS NULL) = (request_id IS NULL) AND (request_device IS NULL) = (request_id IS NULL))
) STRICT, WITHOUT ROWID;

-- A request comes true once.
CREATE UNIQUE INDEX changes_request ON changes (app, request_user, request_device, request_id) WHERE request_id IS NOT NULL;
