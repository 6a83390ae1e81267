-- Answers of /api/v1 that are given again when a request is repeated, sealed with the key of who asked. See package reply.
CREATE TABLE replies (
    id     BLOB    NOT NULL CHECK (length(id) = 32),
    print  BLOB    NOT NULL CHECK (length(print) = 32),
    sealed BLOB    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX replies_at ON replies (at);
