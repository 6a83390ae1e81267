-- What each user missed, by class and time, as record_users has what they were in. What was missed before is found by
-- findMissed in migrate.go.
CREATE TABLE record_missed (
    app        INTEGER NOT NULL,
    user       TEXT    NOT NULL,
    result     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    media      TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    PRIMARY KEY (app, user, result, kind, media, started_at, id)
) STRICT, WITHOUT ROWID;

-- What the device of a leg last reported of its media. doc is JSON and names nobody; the leg does.
CREATE TABLE reports (
    app  INTEGER NOT NULL,
    call TEXT    NOT NULL,
    leg  INTEGER NOT NULL,
    at   INTEGER NOT NULL,
    doc  TEXT    NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, call, leg)
) STRICT, WITHOUT ROWID;
