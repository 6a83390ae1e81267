-- expand
-- The nodes that share this database, what only one of them may do, and which of them keeps the lease of a device in a call. All of
-- it is about who is alive, so times are the database's own.
CREATE TABLE nodes (
    name        text        COLLATE "C" PRIMARY KEY,
    incarnation text        NOT NULL CHECK (incarnation <> ''),
    inner_at    text        NOT NULL,
    region      text        NOT NULL,
    single      boolean     NOT NULL, -- it cannot share the service
    state       text        NOT NULL CHECK (state IN ('serving', 'leaving', 'left')),
    load        bigint      NOT NULL,
    version     text        NOT NULL,
    seen        timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 1000);

CREATE TABLE duties (
    name  text        COLLATE "C" PRIMARY KEY,
    owner text        NOT NULL, -- a process, not a node
    until timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 1000);

CREATE TABLE leases (
    app    bigint NOT NULL,
    "user" text   COLLATE "C" NOT NULL,
    device text   COLLATE "C" NOT NULL,
    node   text   COLLATE "C" NOT NULL,
    PRIMARY KEY (app, "user", device)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);

CREATE INDEX leases_node ON leases (node);
