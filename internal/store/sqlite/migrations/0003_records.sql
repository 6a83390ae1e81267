-- What is needed to find records, to count them and to sum up days. All of it is written with the end of a call, see index.go;
-- what ended before is taken over by takeOver in migrate.go.

DROP TRIGGER records_stay;
ALTER TABLE records RENAME TO records_before;

-- The ended calls, one record each. doc is the call as JSON and the truth; the other columns find it.
CREATE TABLE records (
    app        INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL CHECK (ended_at >= started_at),
    result     TEXT    NOT NULL CHECK (result <> ''),
    kind       TEXT    NOT NULL CHECK (kind <> ''),
    media      TEXT    NOT NULL CHECK (media <> ''),
    doc        TEXT    NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, id)
) STRICT;

-- Records lie here by class (result, kind and media) and then by time. A list merges the few classes that it asks for,
-- so none is slow because it asks for what is rare. ended_at is for the purge, which looks for it alone.
CREATE INDEX records_class ON records (app, result, kind, media, started_at, id, ended_at);

-- The same for each user who had a leg in the call.
CREATE TABLE record_users (
    app        INTEGER NOT NULL,
    user       TEXT    NOT NULL,
    result     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    media      TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    PRIMARY KEY (app, user, result, kind, media, started_at, id)
) STRICT, WITHOUT ROWID;

-- An ended call does not change, but for the names in it: users are erased on their wish. What happened, when and why,
-- and how many were in it stays.
CREATE TRIGGER records_stay BEFORE UPDATE ON records
WHEN (NEW.app, NEW.id, NEW.started_at, NEW.ended_at, NEW.result, NEW.kind, NEW.media)
        IS NOT (OLD.app, OLD.id, OLD.started_at, OLD.ended_at, OLD.result, OLD.kind, OLD.media)
    OR json_remove(NEW.doc, '$.legs', '$.end.by.user', '$.end.by.device', '$.user_data', '$.push')
        IS NOT json_remove(OLD.doc, '$.legs', '$.end.by.user', '$.end.by.device', '$.user_data', '$.push')
    OR (SELECT json_group_array(json_remove(value, '$.user', '$.device', '$.invited_by')) FROM json_each(NEW.doc, '$.legs'))
        IS NOT (SELECT json_group_array(json_remove(value, '$.user', '$.device', '$.invited_by')) FROM json_each(OLD.doc, '$.legs'))
BEGIN
    SELECT RAISE(ABORT, 'an ended call does not change');
END;

-- How many records began in a minute and in an hour, by class. Counting and paging add these up and look at records only
-- where a minute is cut.
CREATE TABLE record_counts (
    app    INTEGER NOT NULL,
    span   INTEGER NOT NULL, -- milliseconds: 60000 or 3600000
    at     INTEGER NOT NULL, -- its beginning
    result TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    media  TEXT    NOT NULL,
    n      INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (app, span, at, result, kind, media)
) STRICT, WITHOUT ROWID;

-- The sums of days (UTC, of the end), which outlive the records.
CREATE TABLE usage (
    app            INTEGER NOT NULL,
    day            INTEGER NOT NULL, -- its beginning
    media          TEXT    NOT NULL,
    result         TEXT    NOT NULL,
    calls          INTEGER NOT NULL CHECK (calls > 0),
    answered       INTEGER NOT NULL CHECK (answered BETWEEN 0 AND calls),
    talk_ms        INTEGER NOT NULL CHECK (talk_ms >= 0),
    ring_ms        INTEGER NOT NULL CHECK (ring_ms >= 0),
    participant_ms INTEGER NOT NULL CHECK (participant_ms >= 0),
    PRIMARY KEY (app, day, media, result)
) STRICT, WITHOUT ROWID;

-- What was seen of a call that is no event of it.
CREATE TABLE facts (
    n      INTEGER PRIMARY KEY, -- in the order of noting
    app    INTEGER NOT NULL,
    call   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    source TEXT    NOT NULL,
    kind   TEXT    NOT NULL,
    user   TEXT    NOT NULL,
    device TEXT    NOT NULL,
    detail TEXT    NOT NULL -- JSON; empty if nothing
) STRICT;

CREATE INDEX facts_call ON facts (app, call, at);
