-- expand
-- Times are Unix milliseconds. Ids are UUIDv7, so they rise with time, and so do the tables that are partitioned by them: see
-- partitions.go. Texts are compared byte by byte.

-- The live calls. doc is the call as JSON and the truth. Nothing of it is in any memory, so that all nodes see the same.
CREATE TABLE calls (
    app         bigint NOT NULL,
    id          text   COLLATE "C" NOT NULL,
    version     bigint NOT NULL CHECK (version > 0),
    deadline    bigint,      -- null: it has none
    doc         text   NOT NULL CHECK (doc <> ''),
    swept_by    text,        -- the store that has taken the call to act on its deadline
    swept_until timestamptz, -- until then no other store does
    PRIMARY KEY (app, id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

CREATE INDEX calls_deadline ON calls (deadline, id, app) WHERE deadline IS NOT NULL;

-- A user is in at most one live call of an app.
CREATE TABLE claims (
    app    bigint NOT NULL,
    "user" text   COLLATE "C" NOT NULL,
    call   text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, "user")
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

-- A request comes true once. request is its user, device and id as a JSON array. Rows lie here in the order of their calls, more or
-- less, which is enough for a BRIN index to find those of a week.
CREATE TABLE requests (
    app     bigint NOT NULL,
    request text   COLLATE "C" NOT NULL,
    call    text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, request)
);

CREATE INDEX requests_call ON requests USING brin (call) WITH (pages_per_range = 32);

-- The timelines, one row per committed change. token tells a change from every other one that might stand in its place.
CREATE TABLE changes (
    app      bigint NOT NULL,
    call     text   COLLATE "C" NOT NULL,
    version  bigint NOT NULL CHECK (version > 0),
    at       bigint NOT NULL,
    token    bigint NOT NULL,
    node     text   NOT NULL,
    rule     text   NOT NULL CHECK (rule <> ''),
    request  text   COLLATE "C", -- null when nobody may repeat it
    ip       text,               -- where the command came from, with platform; null for the clock
    platform text,
    events   text   NOT NULL CHECK (events <> ''),
    PRIMARY KEY (app, call, version)
) PARTITION BY RANGE (call);
CREATE TABLE changes_other PARTITION OF changes DEFAULT;

-- The ended calls, one record each. doc is the call as JSON and the truth; the other columns find it.
CREATE TABLE records (
    app        bigint NOT NULL,
    id         text   COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    ended_at   bigint NOT NULL CHECK (ended_at >= started_at),
    result     text   COLLATE "C" NOT NULL CHECK (result <> ''),
    kind       text   COLLATE "C" NOT NULL CHECK (kind <> ''),
    media      text   COLLATE "C" NOT NULL CHECK (media <> ''),
    doc        text   NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, id)
) PARTITION BY RANGE (id);
CREATE TABLE records_other PARTITION OF records DEFAULT;

-- Records lie here by class (result, kind and media) and then by time. A list merges the few classes that it asks for, so none is
-- slow because it asks for what is rare. ended_at is for the purge.
CREATE INDEX records_class ON records (app, result, kind, media, started_at, id) INCLUDE (ended_at);

-- An ended call does not change, but for the names in it: users are erased on their wish.
CREATE FUNCTION records_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an ended call does not change';
END $$;

CREATE TRIGGER records_stay BEFORE UPDATE ON records FOR EACH ROW
WHEN ((NEW.app, NEW.id, NEW.started_at, NEW.ended_at, NEW.result, NEW.kind, NEW.media)
    IS DISTINCT FROM (OLD.app, OLD.id, OLD.started_at, OLD.ended_at, OLD.result, OLD.kind, OLD.media))
EXECUTE FUNCTION records_stay();

-- The classes that an app ever had records of.
CREATE TABLE record_classes (
    app    bigint NOT NULL,
    result text   COLLATE "C" NOT NULL,
    kind   text   COLLATE "C" NOT NULL,
    media  text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, result, kind, media)
);

-- The records that are not filed yet: see filing.go.
CREATE TABLE unfiled (
    app bigint NOT NULL,
    id  text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

-- The records of each user who had a leg in the call, and those that they missed.
CREATE TABLE record_users (
    app        bigint NOT NULL,
    "user"     text   COLLATE "C" NOT NULL,
    result     text   COLLATE "C" NOT NULL,
    kind       text   COLLATE "C" NOT NULL,
    media      text   COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    id         text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, "user", result, kind, media, started_at, id)
) PARTITION BY RANGE (id);
CREATE TABLE record_users_other PARTITION OF record_users DEFAULT;

CREATE TABLE record_missed (
    app        bigint NOT NULL,
    "user"     text   COLLATE "C" NOT NULL,
    result     text   COLLATE "C" NOT NULL,
    kind       text   COLLATE "C" NOT NULL,
    media      text   COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    id         text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, "user", result, kind, media, started_at, id)
) PARTITION BY RANGE (id);
CREATE TABLE record_missed_other PARTITION OF record_missed DEFAULT;

-- How many records began in a minute and in an hour, by class: see package counts.
CREATE TABLE record_counts (
    app    bigint NOT NULL,
    span   bigint NOT NULL, -- milliseconds: 60000 or 3600000
    at     bigint NOT NULL, -- its beginning
    result text   COLLATE "C" NOT NULL,
    kind   text   COLLATE "C" NOT NULL,
    media  text   COLLATE "C" NOT NULL,
    n      bigint NOT NULL CHECK (n >= 0),
    PRIMARY KEY (app, span, at, result, kind, media)
) WITH (fillfactor = 70);

-- The sums of days (UTC, of the end), which outlive the records.
CREATE TABLE usage (
    app            bigint NOT NULL,
    day            bigint NOT NULL, -- its beginning
    media          text   COLLATE "C" NOT NULL,
    result         text   COLLATE "C" NOT NULL,
    calls          bigint NOT NULL CHECK (calls > 0),
    answered       bigint NOT NULL CHECK (answered BETWEEN 0 AND calls),
    talk_ms        bigint NOT NULL CHECK (talk_ms >= 0),
    ring_ms        bigint NOT NULL CHECK (ring_ms >= 0),
    participant_ms bigint NOT NULL CHECK (participant_ms >= 0),
    PRIMARY KEY (app, day, media, result)
) WITH (fillfactor = 70);

-- What was seen of a call that is no event of it, in the order of noting.
CREATE SEQUENCE facts_n;
CREATE TABLE facts (
    n      bigint NOT NULL DEFAULT nextval('facts_n'),
    app    bigint NOT NULL,
    call   text   COLLATE "C" NOT NULL,
    at     bigint NOT NULL,
    source text   NOT NULL,
    kind   text   NOT NULL,
    "user" text   NOT NULL,
    device text   NOT NULL,
    detail text   NOT NULL, -- JSON; empty if nothing
    PRIMARY KEY (app, call, at, n)
) PARTITION BY RANGE (call);
CREATE TABLE facts_other PARTITION OF facts DEFAULT;

-- What the device of a leg last reported of its media. doc is JSON and names nobody; the leg does.
CREATE TABLE reports (
    app  bigint NOT NULL,
    call text   COLLATE "C" NOT NULL,
    leg  bigint NOT NULL,
    at   bigint NOT NULL,
    doc  text   NOT NULL CHECK (doc <> ''),
    PRIMARY KEY (app, call, leg)
) PARTITION BY RANGE (call);
CREATE TABLE reports_other PARTITION OF reports DEFAULT;

-- Until when the records of an app were purged the last time. A partition in which every app's are older is dropped.
CREATE TABLE purged (
    app    bigint PRIMARY KEY,
    before bigint NOT NULL
);
