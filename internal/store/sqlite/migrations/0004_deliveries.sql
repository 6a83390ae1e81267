-- The messages to apps' back ends, each written by the commit of its change. Rows are numbered as they were committed.
CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY,
    app        INTEGER NOT NULL,
    call       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    event      TEXT    NOT NULL CHECK (event <> ''),
    at         INTEGER NOT NULL,
    body       TEXT    NOT NULL, -- empty when it was erased
    state      TEXT    NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'given_up', 'canceled')),
    until      INTEGER NOT NULL,
    due        INTEGER, -- of a pending one that failed: when it is tried again
    settled_at INTEGER,
    tries      INTEGER NOT NULL DEFAULT 0,
    attempts   TEXT,
    UNIQUE (app, call, version, n),
    CHECK ((state = 'pending') = (settled_at IS NULL)),
    CHECK (due IS NULL OR state = 'pending')
) STRICT;

-- Lists of an app, by time.
CREATE INDEX deliveries_at ON deliveries (app, at);

-- What is to be sent. It is as short as the backlog.
CREATE INDEX deliveries_pending ON deliveries (app, at) WHERE state = 'pending';

-- What failed and waits.
CREATE INDEX deliveries_due ON deliveries (app, due) WHERE due IS NOT NULL;

-- What will not be sent any more.
CREATE INDEX deliveries_failed ON deliveries (app, at) WHERE state IN ('given_up', 'canceled');
