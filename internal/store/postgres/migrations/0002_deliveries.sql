-- expand
-- The messages to apps' back ends, each written by the commit of its change. Of one time they are numbered as they came.
CREATE SEQUENCE deliveries_id;
CREATE TABLE deliveries (
    id         bigint NOT NULL DEFAULT nextval('deliveries_id'),
    app        bigint NOT NULL,
    call       text   COLLATE "C" NOT NULL,
    version    bigint NOT NULL,
    n          bigint NOT NULL,
    event      text   NOT NULL CHECK (event <> ''),
    at         bigint NOT NULL,
    body       bytea  NOT NULL, -- empty when it was erased
    state      text   COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'given_up', 'canceled')),
    until      bigint NOT NULL,
    due        bigint, -- of a pending one that failed: when it is tried again
    settled_at bigint,
    tries      bigint NOT NULL DEFAULT 0,
    attempts   text,
    PRIMARY KEY (app, call, version, n),
    CHECK ((state = 'pending') = (settled_at IS NULL)),
    CHECK (due IS NULL OR state = 'pending')
) PARTITION BY RANGE (call);
CREATE TABLE deliveries_other PARTITION OF deliveries DEFAULT;

-- Lists of an app, by time.
CREATE INDEX deliveries_at ON deliveries (app, at, id);

-- What is to be sent. It is as short as the backlog.
CREATE INDEX deliveries_pending ON deliveries (app, at, id) WHERE state = 'pending';

-- What failed and waits.
CREATE INDEX deliveries_due ON deliveries (app, due, id) WHERE due IS NOT NULL;

-- What will not be sent any more.
CREATE INDEX deliveries_failed ON deliveries (app, at, id) WHERE state IN ('given_up', 'canceled');
