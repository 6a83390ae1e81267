-- Times are Unix milliseconds. Ids are UUIDv7, so rows of one app lie in the order in which calls started.

-- The live calls. doc is the call as JSON and the truth.
CREATE TABLE calls (
    app     INTEGER NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    doc     TEXT    NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, id)
) STRICT, WITHOUT ROWID;

-- The ended calls, one record each. Nothing ever changes one.
CREATE TABLE records (
    app        INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL CHECK (ended_at >= started_at),
    result     TEXT    NOT NULL CHECK (result <> ''),
    doc        TEXT    NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, id)
) STRICT;

CREATE TRIGGER records_stay BEFORE UPDATE ON records
BEGIN
    SELECT RAISE(ABORT, 'an ended call does not change');
END;

-- A user is in at most one live call of an app.
CREATE TABLE claims (
    app  INTEGER NOT NULL,
    user TEXT    NOT NULL,
    call TEXT    NOT NULL,
    PRIMARY KEY (app, user)
) STRICT, WITHOUT ROWID;

-- The timelines, one row per committed change, with the request that asked for it, if one did.
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
) STRICT;

-- A request comes true once.
CREATE UNIQUE INDEX changes_request ON changes (app, request_user, request_device, request_id)
    WHERE request_id IS NOT NULL;
