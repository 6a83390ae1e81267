-- rlt_BI_ulDOtU2ruR2hD473DUUOQyKHeAEN4qYjjIU_FXB0
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE TYPE public.verdict AS (
	n integer,
	what text,
	call text,
	"user" text
);
CREATE FUNCTION public.acts_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what was done does not change';
END $$;
CREATE FUNCTION public.commit_changes(careful boolean, node_ text, channel text, apps bigint[], ids text[], froms bigint[], docs text[], deadlines bigint[], started bigint[], ended bigint[], results text[], kinds text[], medias text[], ats bigint[], tokens bigint[], nodes text[], rules text[], requests_ text[], ips text[], platforms text[], events_ text[], claimers integer[], claimed text[], releasers integer[], released text[], tellers integer[], tell_ns integer[], tell_events text[], tell_ats bigint[], tell_bodies bytea[], tell_untils bigint[]) RETURNS SETOF public.verdict
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    SET lock_timeout TO '1s'
    AS $$
#variable_conflict use_column
DECLARE
    bad verdict[];
    refused int[] := '{}';
    expected bigint;
    written bigint;
BEGIN
    IF careful THEN
        SELECT array_agg(ROW(b.n, b.what, b.call, NULL)::verdict) INTO bad FROM (
            SELECT a.n::int AS n, CASE WHEN c.token = a.token THEN 'done' ELSE 'conflict' END AS what, NULL AS call
            FROM unnest(apps, ids, froms, tokens) WITH ORDINALITY AS a(app, id, was, token, n)
            JOIN changes c ON c.app = a.app AND c.call = a.id AND c.version = a.was + 1
        ) b;
    END IF;
    SELECT bad || array_agg(ROW(b.n, b.what, b.call, NULL)::verdict) INTO bad FROM (
        SELECT a.n::int AS n, 'repeated' AS what, r.call FROM unnest(apps, requests_) WITH ORDINALITY AS a(app, request, n)
        JOIN requests r ON r.app = a.app AND r.request = a.request
        UNION ALL
        SELECT a.n::int, 'conflict', NULL FROM unnest(apps, ids, froms) WITH ORDINALITY AS a(app, id, was, n)
        LEFT JOIN calls c ON c.app = a.app AND c.id = a.id
        WHERE coalesce(c.version, 0) <> a.was
    ) b;
    SELECT bad || array_agg(ROW(w.n, 'claimed', c.call, c."user")::verdict) INTO bad
    FROM unnest(claimers, claimed) AS w(n, who)
    JOIN claims c ON c.app = apps[w.n] AND c."user" = w.who
    WHERE c.call <> ids[w.n];
    IF bad IS NOT NULL THEN
        RETURN QUERY SELECT * FROM unnest(bad);
        SELECT array_agg(DISTINCT b.n) INTO refused FROM unnest(bad) b;
        IF cardinality(refused) = cardinality(apps) THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO changes (app, call, version, at, token, node, rule, request, ip, platform, events)
    SELECT a.app, a.id, a.was + 1, a.at, a.token, a.node, a.rule, a.request, a.ip, a.platform, a.events
    FROM unnest(apps, ids, froms, ats, tokens, nodes, rules, requests_, ips, platforms, events_)
        WITH ORDINALITY AS a(app, id, was, at, token, node, rule, request, ip, platform, events, n)
    WHERE a.n <> ALL (refused) ORDER BY a.app, a.id;
    INSERT INTO requests (app, request, call)
    SELECT a.app, a.request, a.id FROM unnest(apps, requests_, ids) WITH ORDINALITY AS a(app, request, id, n)
    WHERE a.request IS NOT NULL AND a.n <> ALL (refused) ORDER BY a.app, a.request;
    INSERT INTO calls (app, id, version, deadline, doc)
    SELECT a.app, a.id, 1, a.deadline, a.doc
    FROM unnest(apps, ids, froms, deadlines, docs, ended) WITH ORDINALITY AS a(app, id, was, deadline, doc, ended, n)
    WHERE a.was = 0 AND a.ended IS NULL AND a.n <> ALL (refused) ORDER BY a.app, a.id;
    UPDATE calls c SET version = a.was + 1, deadline = a.deadline, doc = a.doc, swept_by = NULL, swept_until = NULL
    FROM (SELECT * FROM unnest(apps, ids, froms, deadlines, docs, ended) WITH ORDINALITY AS a(app, id, was, deadline, doc, ended, n)
        WHERE a.was > 0 AND a.ended IS NULL AND a.n <> ALL (refused) ORDER BY a.app, a.id) a
    WHERE c.app = a.app AND c.id = a.id AND c.version = a.was;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF array_length(array_remove(ended, NULL), 1) > 0 THEN
        DELETE FROM calls c USING (
            SELECT * FROM unnest(apps, ids, froms, ended) WITH ORDINALITY AS a(app, id, was, ended, n)
            WHERE a.was > 0 AND a.ended IS NOT NULL AND a.n <> ALL (refused) ORDER BY a.app, a.id) a
        WHERE c.app = a.app AND c.id = a.id AND c.version = a.was;
        GET DIAGNOSTICS expected = ROW_COUNT;
        written := written + expected;
        WITH over AS (
            INSERT INTO records (app, id, started_at, ended_at, result, kind, media, doc)
            SELECT a.app, a.id, a.started, a.ended, a.result, a.kind, a.media, a.doc
            FROM unnest(apps, ids, started, ended, results, kinds, medias, docs)
                WITH ORDINALITY AS a(app, id, started, ended, result, kind, media, doc, n)
            WHERE a.ended IS NOT NULL AND a.n <> ALL (refused) ORDER BY a.app, a.id
            RETURNING app, id)
        INSERT INTO unfiled (app, id) SELECT app, id FROM over;
    END IF;
    -- The key of changes has seen to it already that nobody else has changed one of the calls.
    SELECT count(*) INTO expected FROM unnest(froms) WITH ORDINALITY AS a(was, n) WHERE a.was > 0 AND a.n <> ALL (refused);
    IF written <> expected THEN
        RAISE EXCEPTION 'of % calls % were where the timelines say', expected, written;
    END IF;
    IF cardinality(released) > 0 THEN
        DELETE FROM claims c USING (
            SELECT apps[r.n] AS app, r.who, ids[r.n] AS id FROM unnest(releasers, released) AS r(n, who)
            WHERE r.n <> ALL (refused) ORDER BY 1, 2) r
        WHERE c.app = r.app AND c."user" = r.who AND c.call = r.id;
    END IF;
    IF cardinality(claimed) > 0 THEN
        INSERT INTO claims (app, "user", call)
        SELECT apps[w.n], w.who, ids[w.n] FROM unnest(claimers, claimed) AS w(n, who) WHERE w.n <> ALL (refused) ORDER BY 1, 2;
    END IF;
    IF cardinality(tellers) > 0 THEN
        INSERT INTO deliveries (app, call, version, n, event, at, body, until)
        SELECT apps[t.teller], ids[t.teller], froms[t.teller] + 1, t.n, t.event, t.at, t.body, t.until
        FROM unnest(tellers, tell_ns, tell_events, tell_ats, tell_bodies, tell_untils) WITH ORDINALITY
            AS t(teller, n, event, at, body, until, o)
        WHERE t.teller <> ALL (refused) ORDER BY t.o;
    END IF;
    IF channel <> '' THEN -- see notify.go; 64 changes are well below the 8000 bytes that a notification may have
        PERFORM pg_notify(channel, string_agg(line, E'\n')) FROM (
            SELECT format('c %s %s %s %s', a.app, a.id, a.was + 1, node_) AS line, (row_number() OVER (ORDER BY a.n) - 1) / 64 AS part
            FROM unnest(apps, ids, froms) WITH ORDINALITY AS a(app, id, was, n) WHERE a.n <> ALL (refused)
        ) l GROUP BY part ORDER BY part;
    END IF;
END $$;
CREATE FUNCTION public.records_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'an ended call does not change';
END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.acts (
    id bigint NOT NULL,
    at bigint NOT NULL,
    who text NOT NULL,
    ip text NOT NULL,
    what text NOT NULL COLLATE pg_catalog."C",
    app bigint NOT NULL,
    target text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL,
    CONSTRAINT acts_what_check CHECK ((what <> ''::text)),
    CONSTRAINT acts_who_check CHECK ((who <> ''::text))
);
ALTER TABLE public.acts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.acts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.apps (
    id bigint NOT NULL,
    version bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT apps_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT apps_id_check CHECK (((id >= 1) AND (id <= '4294967295'::bigint))),
    CONSTRAINT apps_version_check CHECK ((version > 0))
);
CREATE TABLE public.calls (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    deadline bigint,
    doc text NOT NULL,
    swept_by text,
    swept_until timestamp with time zone,
    CONSTRAINT calls_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT calls_version_check CHECK ((version > 0))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='1000');
CREATE TABLE public.changes (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
)
PARTITION BY RANGE (call);
CREATE TABLE public.changes_20261130 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
);
CREATE TABLE public.changes_20261207 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
);
CREATE TABLE public.changes_20261214 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
);
CREATE TABLE public.changes_20261221 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
);
CREATE TABLE public.changes_20261228 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
);
CREATE TABLE public.changes_other (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    at bigint NOT NULL,
    token bigint NOT NULL,
    node text NOT NULL,
    rule text NOT NULL,
    request text COLLATE pg_catalog."C",
    ip text,
    platform text,
    events text NOT NULL,
    CONSTRAINT changes_events_check CHECK ((events <> ''::text)),
    CONSTRAINT changes_rule_check CHECK ((rule <> ''::text)),
    CONSTRAINT changes_version_check CHECK ((version > 0))
);
CREATE TABLE public.claims (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    call text NOT NULL COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='1000');
CREATE SEQUENCE public.deliveries_id
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.deliveries (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
)
PARTITION BY RANGE (call);
CREATE TABLE public.deliveries_20261130 (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
);
CREATE TABLE public.deliveries_20261207 (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
);
CREATE TABLE public.deliveries_20261214 (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
);
CREATE TABLE public.deliveries_20261221 (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
);
CREATE TABLE public.deliveries_20261228 (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
);
CREATE TABLE public.deliveries_other (
    id bigint DEFAULT nextval('public.deliveries_id'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    n bigint NOT NULL,
    event text NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL COLLATE pg_catalog."C",
    until bigint NOT NULL,
    due bigint,
    settled_at bigint,
    tries bigint DEFAULT 0 NOT NULL,
    attempts text,
    CONSTRAINT deliveries_check CHECK (((state = 'pending'::text) = (settled_at IS NULL))),
    CONSTRAINT deliveries_check1 CHECK (((due IS NULL) OR (state = 'pending'::text))),
    CONSTRAINT deliveries_event_check CHECK ((event <> ''::text)),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'given_up'::text, 'canceled'::text])))
);
CREATE TABLE public.duties (
    name text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL,
    until timestamp with time zone NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_threshold='1000');
CREATE SEQUENCE public.facts_n
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.facts (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
)
PARTITION BY RANGE (call);
CREATE TABLE public.facts_20261130 (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE public.facts_20261207 (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE public.facts_20261214 (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE public.facts_20261221 (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE public.facts_20261228 (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE public.facts_other (
    n bigint DEFAULT nextval('public.facts_n'::regclass) NOT NULL,
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    source text NOT NULL,
    kind text NOT NULL,
    "user" text NOT NULL,
    device text NOT NULL,
    detail text NOT NULL
);
CREATE TABLE public.leases (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    device text NOT NULL COLLATE pg_catalog."C",
    node text NOT NULL COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='1000');
CREATE TABLE public.nodes (
    name text NOT NULL COLLATE pg_catalog."C",
    incarnation text NOT NULL,
    inner_at text NOT NULL,
    region text NOT NULL,
    single boolean NOT NULL,
    state text NOT NULL,
    load bigint NOT NULL,
    version text NOT NULL,
    seen timestamp with time zone NOT NULL,
    CONSTRAINT nodes_incarnation_check CHECK ((incarnation <> ''::text)),
    CONSTRAINT nodes_state_check CHECK ((state = ANY (ARRAY['serving'::text, 'leaving'::text, 'left'::text])))
)
WITH (fillfactor='50', autovacuum_vacuum_threshold='1000');
CREATE TABLE public.profiles (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    avatar text NOT NULL,
    data text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT profiles_user_check CHECK (("user" <> ''::text))
);
CREATE TABLE public.purged (
    app bigint NOT NULL,
    before bigint NOT NULL
);
CREATE TABLE public.record_classes (
    app bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_counts (
    app bigint NOT NULL,
    span bigint NOT NULL,
    at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    n bigint NOT NULL,
    CONSTRAINT record_counts_n_check CHECK ((n >= 0))
)
WITH (fillfactor='70');
CREATE TABLE public.record_missed (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
)
PARTITION BY RANGE (id);
CREATE TABLE public.record_missed_20261130 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_missed_20261207 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_missed_20261214 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_missed_20261221 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_missed_20261228 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_missed_other (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_users (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
)
PARTITION BY RANGE (id);
CREATE TABLE public.record_users_20261130 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_users_20261207 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_users_20261214 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_users_20261221 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_users_20261228 (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.record_users_other (
    app bigint NOT NULL,
    "user" text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.records (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
)
PARTITION BY RANGE (id);
CREATE TABLE public.records_20261130 (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
);
CREATE TABLE public.records_20261207 (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
);
CREATE TABLE public.records_20261214 (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
);
CREATE TABLE public.records_20261221 (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
);
CREATE TABLE public.records_20261228 (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
);
CREATE TABLE public.records_other (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    media text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT records_check CHECK ((ended_at >= started_at)),
    CONSTRAINT records_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT records_kind_check CHECK ((kind <> ''::text)),
    CONSTRAINT records_media_check CHECK ((media <> ''::text)),
    CONSTRAINT records_result_check CHECK ((result <> ''::text))
);
CREATE TABLE public.replies (
    id bytea NOT NULL,
    print bytea NOT NULL,
    sealed bytea NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT replies_id_check CHECK ((length(id) = 32)),
    CONSTRAINT replies_print_check CHECK ((length(print) = 32))
);
CREATE TABLE public.reports (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
)
PARTITION BY RANGE (call);
CREATE TABLE public.reports_20261130 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
);
CREATE TABLE public.reports_20261207 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
);
CREATE TABLE public.reports_20261214 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
);
CREATE TABLE public.reports_20261221 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
);
CREATE TABLE public.reports_20261228 (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
);
CREATE TABLE public.reports_other (
    app bigint NOT NULL,
    call text NOT NULL COLLATE pg_catalog."C",
    leg bigint NOT NULL,
    at bigint NOT NULL,
    doc text NOT NULL,
    CONSTRAINT reports_doc_check CHECK ((doc <> ''::text))
);
CREATE TABLE public.requests (
    app bigint NOT NULL,
    request text NOT NULL COLLATE pg_catalog."C",
    call text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.schema_steps (
    step bigint NOT NULL,
    contracts boolean NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.tokens (
    id text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    hash text NOT NULL COLLATE pg_catalog."C",
    doc text NOT NULL,
    CONSTRAINT tokens_doc_check CHECK ((doc <> ''::text)),
    CONSTRAINT tokens_hash_check CHECK ((length(hash) = 64))
);
CREATE TABLE public.unfiled (
    app bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C"
)
WITH (autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_threshold='1000');
CREATE TABLE public.usage (
    app bigint NOT NULL,
    day bigint NOT NULL,
    media text NOT NULL COLLATE pg_catalog."C",
    result text NOT NULL COLLATE pg_catalog."C",
    calls bigint NOT NULL,
    answered bigint NOT NULL,
    talk_ms bigint NOT NULL,
    ring_ms bigint NOT NULL,
    participant_ms bigint NOT NULL,
    CONSTRAINT usage_calls_check CHECK ((calls > 0)),
    CONSTRAINT usage_check CHECK (((answered >= 0) AND (answered <= calls))),
    CONSTRAINT usage_participant_ms_check CHECK ((participant_ms >= 0)),
    CONSTRAINT usage_ring_ms_check CHECK ((ring_ms >= 0)),
    CONSTRAINT usage_talk_ms_check CHECK ((talk_ms >= 0))
)
WITH (fillfactor='70');
ALTER TABLE ONLY public.changes ATTACH PARTITION public.changes_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.changes ATTACH PARTITION public.changes_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.changes ATTACH PARTITION public.changes_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.changes ATTACH PARTITION public.changes_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.changes ATTACH PARTITION public.changes_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.changes ATTACH PARTITION public.changes_other DEFAULT;
ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.deliveries ATTACH PARTITION public.deliveries_other DEFAULT;
ALTER TABLE ONLY public.facts ATTACH PARTITION public.facts_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.facts ATTACH PARTITION public.facts_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.facts ATTACH PARTITION public.facts_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.facts ATTACH PARTITION public.facts_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.facts ATTACH PARTITION public.facts_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.facts ATTACH PARTITION public.facts_other DEFAULT;
ALTER TABLE ONLY public.record_missed ATTACH PARTITION public.record_missed_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.record_missed ATTACH PARTITION public.record_missed_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.record_missed ATTACH PARTITION public.record_missed_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.record_missed ATTACH PARTITION public.record_missed_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.record_missed ATTACH PARTITION public.record_missed_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.record_missed ATTACH PARTITION public.record_missed_other DEFAULT;
ALTER TABLE ONLY public.record_users ATTACH PARTITION public.record_users_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.record_users ATTACH PARTITION public.record_users_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.record_users ATTACH PARTITION public.record_users_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.record_users ATTACH PARTITION public.record_users_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.record_users ATTACH PARTITION public.record_users_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.record_users ATTACH PARTITION public.record_users_other DEFAULT;
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.records ATTACH PARTITION public.records_other DEFAULT;
ALTER TABLE ONLY public.reports ATTACH PARTITION public.reports_20261130 FOR VALUES FROM ('01a229c0-5400') TO ('01a24dcc-d800');
ALTER TABLE ONLY public.reports ATTACH PARTITION public.reports_20261207 FOR VALUES FROM ('01a24dcc-d800') TO ('01a271d9-5c00');
ALTER TABLE ONLY public.reports ATTACH PARTITION public.reports_20261214 FOR VALUES FROM ('01a271d9-5c00') TO ('01a295e5-e000');
ALTER TABLE ONLY public.reports ATTACH PARTITION public.reports_20261221 FOR VALUES FROM ('01a295e5-e000') TO ('01a2b9f2-6400');
ALTER TABLE ONLY public.reports ATTACH PARTITION public.reports_20261228 FOR VALUES FROM ('01a2b9f2-6400') TO ('01a2ddfe-e800');
ALTER TABLE ONLY public.reports ATTACH PARTITION public.reports_other DEFAULT;
INSERT INTO public.acts VALUES (1, 1796000592836, 'operator', '', 'app.create', 1400000002, '', '{"name":"Stored"}');
INSERT INTO public.acts VALUES (2, 1796000592876, 'operator', '', 'token.create', 0, '58e0e79b31a2', '{"name":"stored","scopes":"admin"}');
INSERT INTO public.acts VALUES (3, 1796000592902, 'token:58e0e79b31a2', '127.0.0.1', 'user.set_profile', 1400000002, 'ann', '');
INSERT INTO public.acts VALUES (4, 1796000592906, 'token:58e0e79b31a2', '127.0.0.1', 'app.set_webhook', 1400000002, '', '{"events":"Call.CallbackAfterStartCall Call.CallbackAfterMemberChanged Call.CallbackAfterEndCall","url":"http://127.0.0.1:1"}');
INSERT INTO public.acts VALUES (5, 1796000594114, 'token:58e0e79b31a2', '127.0.0.1', 'call.start', 1400000002, '01a229fa-38bf-75a9-a419-057db9b65efd', '');
INSERT INTO public.apps VALUES (1400000002, 2, '{"id":1400000002,"version":2,"created_at":"2026-11-30T01:03:12.836Z","updated_at":"2026-11-30T01:03:12.906Z","name":"Stored","allowed_networks":["127.0.0.0/8"],"settings":{"multi_device":true,"list_users":true,"records_for":315360000000000000},"secrets":[{"id":"c410bc59","created_at":"2026-11-30T01:03:12.836Z","sealed":"1.2e857d78d1d7d454.Xwf0i2hlIaq2dQTHTCjcICC3HJBvqPuWRwU-X5eejcv--r5FtniIVbFT9Gfp8HED_tAK8z1gu8I"}],"webhook":{"url":"http://127.0.0.1:1/calls?key=1","events":["Call.CallbackAfterStartCall","Call.CallbackAfterMemberChanged","Call.CallbackAfterEndCall"],"secret":"1.2e857d78d1d7d454.luPiT3JTanPRy9MrrE4F8bvNDvL_zKujTbkx5Nfuf_EXqgeCzhIkoNZVFvgpyj93Dv4JbczfepWZLgBB40ygJSzu"}}');
INSERT INTO public.calls VALUES (1400000002, '01a229fa-38bf-75a9-a419-057db9b65efd', 1, 1796000624112, '{"app":1400000002,"id":"01a229fa-38bf-75a9-a419-057db9b65efd","version":1,"media":"audio","room":{"name":"677667448","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"ringing","invited_at":"2026-11-30T01:03:14.112Z","deadline":"2026-11-30T01:03:44.112Z"},{"n":1,"user":"bob","role":"invitee","state":"ringing","invited_at":"2026-11-30T01:03:14.113Z","deadline":"2026-11-30T01:03:44.113Z"}],"started_at":"2026-11-30T01:03:14.111Z","last_at":"2026-11-30T01:03:14.113Z"}', NULL, NULL);
INSERT INTO public.calls VALUES (1400000002, '01a229fa-38ce-74a9-a44d-83b378e3034f', 1, 1796000894127, '{"app":1400000002,"id":"01a229fa-38ce-74a9-a44d-83b378e3034f","version":1,"media":"audio","room":{"name":"670574486","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"cid","role":"caller","state":"joined","device":"phone","invited_at":"2026-11-30T01:03:14.126Z","joined_at":"2026-11-30T01:03:14.126Z"},{"n":1,"user":"dan","role":"invitee","state":"ringing","invited_by":"cid","invited_at":"2026-11-30T01:03:14.127Z","deadline":"2026-11-30T01:08:14.127Z"}],"started_at":"2026-11-30T01:03:14.126Z","last_at":"2026-11-30T01:03:14.127Z"}', NULL, NULL);
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 1, 1796000592922, 7428635325340325041, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:12.921Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:12.922Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 2, 1796000592965, 3163118059960876463, 'node-1', 'accept', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"answered","at":"2026-11-30T01:03:12.965Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 3, 1796000592976, 2947813291220007944, 'node-1', 'hangup', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"left","at":"2026-11-30T01:03:12.975Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"reason":"hung_up"},{"seq":1,"type":"ended","at":"2026-11-30T01:03:12.976Z","by":{"kind":"user","user":"ann","device":"phone"},"reason":"hung_up","result":"completed"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-345b-73e6-992b-b5d0a7294778', 1, 1796000592988, 4598955332657089822, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:12.987Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:12.988Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-345b-73e6-992b-b5d0a7294778', 2, 1796000593009, 4278740247047404317, 'node-1', 'cancel', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"canceled","at":"2026-11-30T01:03:13.008Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"},"reason":"canceled"},{"seq":1,"type":"ended","at":"2026-11-30T01:03:13.009Z","by":{"kind":"user","user":"ann","device":"phone"},"reason":"canceled","result":"canceled"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3478-739c-86ca-60aa1d483c91', 1, 1796000593017, 1813824942045132077, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:13.016Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:13.017Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3478-739c-86ca-60aa1d483c91', 2, 1796000593028, 6062079040979736664, 'node-1', 'reject', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"rejected","at":"2026-11-30T01:03:13.027Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"}},{"seq":1,"type":"ended","at":"2026-11-30T01:03:13.028Z","by":{"kind":"user","user":"bob","device":"phone"},"reason":"rejected","result":"rejected"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b', 1, 1796000593031, 2350544465788889722, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:13.03Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:13.031Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b', 2, 1796000594041, 3773840757237490264, 'node-1', 'ring_timeout', NULL, NULL, NULL, '[{"seq":0,"type":"no_answer","at":"2026-11-30T01:03:14.04Z","user":"bob","by":{"kind":"clock"}},{"seq":1,"type":"ended","at":"2026-11-30T01:03:14.041Z","by":{"kind":"clock"},"reason":"no_answer","result":"no_answer"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 1, 1796000594051, 5503268260413510565, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:14.048Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"video","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:14.049Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}},{"seq":2,"type":"invited","at":"2026-11-30T01:03:14.05Z","user":"cid","by":{"kind":"user","user":"ann","device":"phone"}},{"seq":3,"type":"invited","at":"2026-11-30T01:03:14.051Z","user":"nobody","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 2, 1796000594071, 8143929080355587297, 'node-1', 'accept', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"answered","at":"2026-11-30T01:03:14.071Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 3, 1796000594082, 8804189459557444344, 'node-1', 'accept', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"answered","at":"2026-11-30T01:03:14.082Z","user":"cid","device":"phone","by":{"kind":"user","user":"cid","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 4, 1796000594096, 3981921337330816472, 'node-1', 'hangup', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"left","at":"2026-11-30T01:03:14.096Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"},"reason":"hung_up"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 5, 1796000594109, 1662396169005788747, 'node-1', 'end', NULL, '127.0.0.1', 'api', '[{"seq":0,"type":"canceled","at":"2026-11-30T01:03:14.108Z","user":"nobody","by":{"kind":"admin","user":"administrator"},"reason":"ended_by_app"},{"seq":1,"type":"ended","at":"2026-11-30T01:03:14.109Z","by":{"kind":"admin","user":"administrator"},"reason":"ended_by_app","result":"completed"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-38bf-75a9-a419-057db9b65efd', 1, 1796000594113, 1776081709114821939, 'node-1', 'start', '["token:58e0e79b31a2","","vcyrQbAalF7p9rSsy5jnYyJCVMPPtCMXJEAQMoWeXjU"]', '127.0.0.1', 'api', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:14.111Z","by":{"kind":"admin","user":"token:58e0e79b31a2"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:14.112Z","user":"ann","by":{"kind":"admin","user":"token:58e0e79b31a2"}},{"seq":2,"type":"invited","at":"2026-11-30T01:03:14.113Z","user":"bob","by":{"kind":"admin","user":"token:58e0e79b31a2"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229fa-38ce-74a9-a44d-83b378e3034f', 1, 1796000594127, 182351622028930426, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:03:14.126Z","user":"cid","device":"phone","by":{"kind":"user","user":"cid","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:03:14.127Z","user":"dan","by":{"kind":"user","user":"cid","device":"phone"}}]');
INSERT INTO public.claims VALUES (1400000002, 'ann', '01a229fa-38bf-75a9-a419-057db9b65efd');
INSERT INTO public.claims VALUES (1400000002, 'bob', '01a229fa-38bf-75a9-a419-057db9b65efd');
INSERT INTO public.claims VALUES (1400000002, 'cid', '01a229fa-38ce-74a9-a44d-83b378e3034f');
INSERT INTO public.claims VALUES (1400000002, 'dan', '01a229fa-38ce-74a9-a44d-83b378e3034f');
INSERT INTO public.deliveries_20261130 VALUES (2, 1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000592965, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333431392d373563332d626161612d656133353039336437323762222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a22416e73776572227d5d2c224576656e7454696d65223a313739363030303539323936357d', 'pending', 1796259792965, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (3, 1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 3, 0, 'Call.CallbackAfterMemberChanged', 1796000592975, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333431392d373563332d626161612d656133353039336437323762222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22416374696f6e54797065223a2248616e677570227d5d2c224576656e7454696d65223a313739363030303539323937357d', 'pending', 1796259792975, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (4, 1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 3, 1, 'Call.CallbackAfterEndCall', 1796000592976, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966612d333431392d373563332d626161612d656133353039336437323762222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303539322c22456e6454696d65223a313739363030303539322c2241636365707454696d65223a313739363030303539322c2243616c6c526573756c74223a224e6f726d616c456e64222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a2232303930313432323437222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303539323937367d', 'pending', 1796259792976, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (6, 1400000002, '01a229fa-345b-73e6-992b-b5d0a7294778', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000593008, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333435622d373365362d393932622d623564306137323934373738222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a2243616e63656c5f496e76697465227d5d2c224576656e7454696d65223a313739363030303539333030387d', 'pending', 1796259793008, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (7, 1400000002, '01a229fa-345b-73e6-992b-b5d0a7294778', 2, 1, 'Call.CallbackAfterEndCall', 1796000593009, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966612d333435622d373365362d393932622d623564306137323934373738222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303539322c22456e6454696d65223a313739363030303539332c2241636365707454696d65223a302c2243616c6c526573756c74223a2243616e63656c222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a2231393135303531393635222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303539333030397d', 'pending', 1796259793009, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (9, 1400000002, '01a229fa-3478-739c-86ca-60aa1d483c91', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000593027, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333437382d373339632d383663612d363061613164343833633931222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a2252656a656374227d5d2c224576656e7454696d65223a313739363030303539333032377d', 'pending', 1796259793027, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (10, 1400000002, '01a229fa-3478-739c-86ca-60aa1d483c91', 2, 1, 'Call.CallbackAfterEndCall', 1796000593028, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966612d333437382d373339632d383663612d363061613164343833633931222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303539332c22456e6454696d65223a313739363030303539332c2241636365707454696d65223a302c2243616c6c526573756c74223a2252656a656374222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a2231373233343231343934222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303539333032387d', 'pending', 1796259793028, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (5, 1400000002, '01a229fa-345b-73e6-992b-b5d0a7294778', 1, 0, 'Call.CallbackAfterStartCall', 1796000592987, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333435622d373365362d393932622d623564306137323934373738222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231393135303531393635222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539323938377d', 'pending', 1796259792987, 1796000595055, NULL, 2, '[{"at":"2026-11-30T01:03:13.008Z","took":688622,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:03:14.05Z","took":260172,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (1, 1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 1, 0, 'Call.CallbackAfterStartCall', 1796000592921, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333431392d373563332d626161612d656133353039336437323762222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2232303930313432323437222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539323932317d', 'pending', 1796259792921, 1796000595114, NULL, 2, '[{"at":"2026-11-30T01:03:12.975Z","took":2471126,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:03:14.055Z","took":170940,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (11, 1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b', 1, 0, 'Call.CallbackAfterStartCall', 1796000593030, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333438362d373762312d613734642d396365383235376433343962222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2232313031363236303931222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539333033307d', 'pending', 1796259793030, 1796000595179, NULL, 2, '[{"at":"2026-11-30T01:03:13.033Z","took":178018,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:03:14.107Z","took":553104,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (8, 1400000002, '01a229fa-3478-739c-86ca-60aa1d483c91', 1, 0, 'Call.CallbackAfterStartCall', 1796000593016, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333437382d373339632d383663612d363061613164343833633931222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231373233343231343934222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539333031367d', 'pending', 1796259793016, 1796000595206, NULL, 2, '[{"at":"2026-11-30T01:03:13.029Z","took":199539,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:03:14.125Z","took":145975,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (12, 1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000594040, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333438362d373762312d613734642d396365383235376433343962222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a224e6f74416e73776572227d5d2c224576656e7454696d65223a313739363030303539343034307d', 'pending', 1796259794040, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (13, 1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b', 2, 1, 'Call.CallbackAfterEndCall', 1796000594041, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966612d333438362d373762312d613734642d396365383235376433343962222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303539332c22456e6454696d65223a313739363030303539342c2241636365707454696d65223a302c2243616c6c526573756c74223a224e6f74416e73776572222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a2232313031363236303931222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303539343034317d', 'pending', 1796259794041, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (14, 1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 1, 0, 'Call.CallbackAfterStartCall', 1796000594048, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333838302d373563392d393133662d656162343966346239616432222c224d6564696154797065223a22566964656f222c2243616c6c4d6564696154797065223a22566964656f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231333537383037343634222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539343034387d', 'pending', 1796259794048, 1796000595074, NULL, 1, '[{"at":"2026-11-30T01:03:14.067Z","took":196683,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (15, 1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000594071, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333838302d373563392d393133662d656162343966346239616432222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a22416e73776572227d5d2c224576656e7454696d65223a313739363030303539343037317d', 'pending', 1796259794071, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (16, 1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 3, 0, 'Call.CallbackAfterMemberChanged', 1796000594082, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333838302d373563392d393133662d656162343966346239616432222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22636964222c22416374696f6e54797065223a22416e73776572227d5d2c224576656e7454696d65223a313739363030303539343038327d', 'pending', 1796259794082, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (17, 1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 4, 0, 'Call.CallbackAfterMemberChanged', 1796000594096, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333838302d373563392d393133662d656162343966346239616432222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a2248616e677570227d5d2c224576656e7454696d65223a313739363030303539343039367d', 'pending', 1796259794096, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (18, 1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 5, 0, 'Call.CallbackAfterMemberChanged', 1796000594108, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966612d333838302d373563392d393133662d656162343966346239616432222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a226e6f626f6479222c22416374696f6e54797065223a2243616e63656c5f496e76697465227d5d2c224576656e7454696d65223a313739363030303539343130387d', 'pending', 1796259794108, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (19, 1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 5, 1, 'Call.CallbackAfterEndCall', 1796000594109, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966612d333838302d373563392d393133662d656162343966346239616432222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22566964656f222c2243616c6c54797065223a224d756c746943616c6c222c22537461727454696d65223a313739363030303539342c22456e6454696d65223a313739363030303539342c2241636365707454696d65223a313739363030303539342c2243616c6c526573756c74223a224e6f726d616c456e64222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62222c22636964222c226e6f626f6479225d2c22526f6f6d4964223a2231333537383037343634222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303539343130397d', 'pending', 1796259794109, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (20, 1400000002, '01a229fa-38bf-75a9-a419-057db9b65efd', 1, 0, 'Call.CallbackAfterStartCall', 1796000594111, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333862662d373561392d613431392d303537646239623635656664222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a22363737363637343438222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539343131317d', 'pending', 1796259794111, 1796000595211, NULL, 1, '[{"at":"2026-11-30T01:03:14.115Z","took":145207,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (21, 1400000002, '01a229fa-38ce-74a9-a44d-83b378e3034f', 1, 0, 'Call.CallbackAfterStartCall', 1796000594126, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966612d333863652d373461392d613434642d383362333738653330333466222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a22363730353734343836222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a2264616e222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303539343132367d', 'pending', 1796259794126, 1796000595214, NULL, 1, '[{"at":"2026-11-30T01:03:14.133Z","took":161084,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.duties VALUES ('count', 'node-1 754fddba-b2fb-432b-9f39-ae21e44da591', '2026-11-30 01:03:17.706282+00');
INSERT INTO public.duties VALUES ('media', 'node-1 754fddba-b2fb-432b-9f39-ae21e44da591', '2026-11-30 01:03:17.706293+00');
INSERT INTO public.duties VALUES ('records', 'node-1 754fddba-b2fb-432b-9f39-ae21e44da591', '2026-11-30 01:03:17.706297+00');
INSERT INTO public.duties VALUES ('replies', 'node-1 754fddba-b2fb-432b-9f39-ae21e44da591', '2026-11-30 01:03:17.706301+00');
INSERT INTO public.duties VALUES ('webhooks of 1400000002', 'node-1 754fddba-b2fb-432b-9f39-ae21e44da591', '2026-11-30 01:03:17.706304+00');
INSERT INTO public.facts_20261130 VALUES (1, 1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 1796000592975, 'media', 'room_opened', '', '', '');
INSERT INTO public.facts_20261130 VALUES (2, 1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 1796000592984, 'media', 'room_closed', '', '', '');
INSERT INTO public.leases VALUES (1400000002, 'cid', 'phone', 'node-1');
INSERT INTO public.nodes VALUES ('node-1', '754fddba-b2fb-432b-9f39-ae21e44da591', '127.0.0.1:33973', '', false, 'serving', 0, '3fb6098', '2026-11-30 01:03:13.705159+00');
INSERT INTO public.profiles VALUES (1400000002, 'ann', 'Ann', '/ann.png', '{"team":"red"}', 1796000592900, 1796000592900);
INSERT INTO public.record_classes VALUES (1400000002, 'completed', 'one_to_one', 'audio');
INSERT INTO public.record_classes VALUES (1400000002, 'rejected', 'one_to_one', 'audio');
INSERT INTO public.record_classes VALUES (1400000002, 'canceled', 'one_to_one', 'audio');
INSERT INTO public.record_counts VALUES (1400000002, 60000, 1796000580000, 'completed', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 3600000, 1796000400000, 'completed', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 60000, 1796000580000, 'canceled', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 3600000, 1796000400000, 'canceled', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 60000, 1796000580000, 'rejected', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 3600000, 1796000400000, 'rejected', 'one_to_one', 'audio', 1);
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'ann', 'completed', 'one_to_one', 'audio', 1796000592921, '01a229fa-3419-75c3-baaa-ea35093d727b');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'bob', 'completed', 'one_to_one', 'audio', 1796000592921, '01a229fa-3419-75c3-baaa-ea35093d727b');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'ann', 'canceled', 'one_to_one', 'audio', 1796000592987, '01a229fa-345b-73e6-992b-b5d0a7294778');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'bob', 'canceled', 'one_to_one', 'audio', 1796000592987, '01a229fa-345b-73e6-992b-b5d0a7294778');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'ann', 'rejected', 'one_to_one', 'audio', 1796000593016, '01a229fa-3478-739c-86ca-60aa1d483c91');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'bob', 'rejected', 'one_to_one', 'audio', 1796000593016, '01a229fa-3478-739c-86ca-60aa1d483c91');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229fa-3419-75c3-baaa-ea35093d727b', 1796000592921, 1796000592976, 'completed', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229fa-3419-75c3-baaa-ea35093d727b","version":3,"media":"audio","room":{"name":"2090142247","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:03:12.921Z","joined_at":"2026-11-30T01:03:12.921Z","gone_at":"2026-11-30T01:03:12.975Z","reason":"hung_up"},{"n":1,"user":"bob","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:03:12.922Z","deadline":"2026-11-30T01:04:12.922Z","joined_at":"2026-11-30T01:03:12.965Z","gone_at":"2026-11-30T01:03:12.976Z","reason":"call_over"}],"started_at":"2026-11-30T01:03:12.921Z","answered_at":"2026-11-30T01:03:12.965Z","last_at":"2026-11-30T01:03:12.976Z","end":{"at":"2026-11-30T01:03:12.976Z","result":"completed","reason":"hung_up","by":{"kind":"user","user":"ann","device":"phone"},"cause":"hangup"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229fa-345b-73e6-992b-b5d0a7294778', 1796000592987, 1796000593009, 'canceled', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229fa-345b-73e6-992b-b5d0a7294778","version":2,"media":"audio","room":{"name":"1915051965","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:03:12.987Z","joined_at":"2026-11-30T01:03:12.987Z","gone_at":"2026-11-30T01:03:13.009Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","invited_by":"ann","invited_at":"2026-11-30T01:03:12.988Z","deadline":"2026-11-30T01:04:12.988Z","gone_at":"2026-11-30T01:03:13.008Z","reason":"canceled"}],"started_at":"2026-11-30T01:03:12.987Z","last_at":"2026-11-30T01:03:13.009Z","end":{"at":"2026-11-30T01:03:13.009Z","result":"canceled","reason":"canceled","by":{"kind":"user","user":"ann","device":"phone"},"cause":"cancel"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229fa-3478-739c-86ca-60aa1d483c91', 1796000593016, 1796000593028, 'rejected', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229fa-3478-739c-86ca-60aa1d483c91","version":2,"media":"audio","room":{"name":"1723421494","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:03:13.016Z","joined_at":"2026-11-30T01:03:13.016Z","gone_at":"2026-11-30T01:03:13.028Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:03:13.017Z","deadline":"2026-11-30T01:04:13.017Z","gone_at":"2026-11-30T01:03:13.027Z","reason":"rejected"}],"started_at":"2026-11-30T01:03:13.016Z","last_at":"2026-11-30T01:03:13.028Z","end":{"at":"2026-11-30T01:03:13.028Z","result":"rejected","reason":"rejected","by":{"kind":"user","user":"bob","device":"phone"},"cause":"reject"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b', 1796000593030, 1796000594041, 'no_answer', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229fa-3486-77b1-a74d-9ce8257d349b","version":2,"media":"audio","room":{"name":"2101626091","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:03:13.03Z","joined_at":"2026-11-30T01:03:13.03Z","gone_at":"2026-11-30T01:03:14.041Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","invited_by":"ann","invited_at":"2026-11-30T01:03:13.031Z","deadline":"2026-11-30T01:03:14.031Z","gone_at":"2026-11-30T01:03:14.04Z","reason":"no_answer"}],"started_at":"2026-11-30T01:03:13.03Z","last_at":"2026-11-30T01:03:14.041Z","end":{"at":"2026-11-30T01:03:14.041Z","result":"no_answer","reason":"no_answer","by":{"kind":"clock"},"cause":"ring_timeout"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2', 1796000594048, 1796000594109, 'completed', 'group', 'video', '{"app":1400000002,"id":"01a229fa-3880-75c9-913f-eab49f4b9ad2","version":5,"media":"video","group":true,"room":{"name":"1357807464","numeric":true},"user_data":"{\"a\":\"ä\"}","max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:03:14.048Z","joined_at":"2026-11-30T01:03:14.048Z","gone_at":"2026-11-30T01:03:14.109Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:03:14.049Z","deadline":"2026-11-30T01:03:44.049Z","joined_at":"2026-11-30T01:03:14.071Z","gone_at":"2026-11-30T01:03:14.096Z","reason":"hung_up"},{"n":2,"user":"cid","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:03:14.05Z","deadline":"2026-11-30T01:03:44.05Z","joined_at":"2026-11-30T01:03:14.082Z","gone_at":"2026-11-30T01:03:14.109Z","reason":"call_over"},{"n":3,"user":"nobody","role":"invitee","state":"gone","invited_by":"ann","invited_at":"2026-11-30T01:03:14.051Z","deadline":"2026-11-30T01:03:44.051Z","gone_at":"2026-11-30T01:03:14.108Z","reason":"canceled"}],"started_at":"2026-11-30T01:03:14.048Z","answered_at":"2026-11-30T01:03:14.071Z","last_at":"2026-11-30T01:03:14.109Z","end":{"at":"2026-11-30T01:03:14.109Z","result":"completed","reason":"ended_by_app","by":{"kind":"admin","user":"administrator"},"cause":"end"}}');
INSERT INTO public.replies VALUES ('\x0306383a70e45bf3701f5c89fbeddcb1aded1118f99b3f7e5a55e2d359127786', '\x809d29f85e933557bcff22261f9c54a6db841e8f744e976a3ccd221f63a1a0f4', '\xdf7a1c110c7b1b35227c422317ba98d27a79c23392cf6f33978d4b7fd5949d0224f83b62f857a7c74807f6f2b1e141246c81a54cdbbe2d134ed2617053b32a4ca3f0b449a88109e08b7ace1c40812d91a568ad41aca82ce0d496f36409c9d1e4d20a8ed8bda6f8e497d9f9664508949d56122072d83e946d0ee2210063e3a9f88d6af0b3dfcbf206464f0cfe894d50a957cc8a00bcc5234a49935c51954de2f5ada4ca1280bccc57cabe8ce552ed325d312de9f2e46d39fb46ac29c5f0b9c4b049b18211a86c36a5c119e5502ee249e9e8ae2d6644f80f44ad16506d070af002240246e5c7652dbaefcca4da8c1c8367bb1ffa505ebd2fe8aabbd2f063b7cf79659556a88e6a94f4b5504495f7c19b9b4740f57c4556dcf453f97bcb7faaeed55cf187a68521ebd6286f3166e9e4ad78d5857daec9b8b5de101393e509087f0afcb0257518f68b07af0bf3af1c5968ba75c0f9809063dc498f99c921e4025831e76ed3f20c5f2a7f12900152789d4e2b154ed20aa42dbc54395aed6d16ea9b960e8c199a04951860c99859a78d838ff4799c64249b0c578f60dba04a14b67bef880448aaa5fe6e373a1ba205d384f219627d01ea78f2272a9ea0cb574673e3f16b92d8a9e28fe44ad716e9f2340799cf32d060e8a70aa973ca151435b7ae44bf03aee9f044fd6706d4475934986248ded1b7b257dc56a426c31480103f6441c2bf5d42957e86346adffcdf5f907935583e73c953d79312286fcc8385695fed26336d55623df65c13fba6fdb6bfc63499672efb7cdbc14bc8d2253ef01415ad3ec0f7ef9ec603e595b3ccf364df38663ccde26cf130b5de89a17b2e89a1ed6ea8ecf5d69bc3b5a519f586a7938824d736f8f115a9f4c5d3197d13018695240a218cf63d34f2b919e17cfb3a65e8def9912a522b182594380a0705b26fd7d0770c01c60b7551aef0caf5c4952b50511879f3e8e0ceaaefa8ee5ff6a61d7f0babb085ccaeb7b1122f7a847ab2a0634a4927e40fb300269d237d362cbb308e118a39425a28b4417bd54d262ff896a247796e347a7220bb9d6c71319994a9b4bfcf410627', 1796000592840);
INSERT INTO public.replies VALUES ('\x7ab9f7dc12bbfa010022b944ec612bece8fed048c30ffcf9ae57c6b31b65ebbf', '\xdd108973d2059bddcc6fc94c8d04af9a32795c4f16591b1245377badc612f07f', '\xcf68c3eaa43938e1bb7372e064c259cedd39137dd4614cb0fe48453b55a9b64debcfc9ea46b92479236f75405789b65113fd2cb71c77cf6f0796d1396e8f89f5e43402ea47780b0e32dd94a9ba4bd86b3cc7532a6b61d514c8437fd390a774c86dae56b16e89c8176fefa9d7b25c707cb92fa02e2b0d725fd001a402105be39272248d880836daa188b4da76f1d9206b40590fcc16031018b592ef5bf4e93f35a7c5d235e5e487b1d4b27cb66ff28d49d65b93967b300dd3352d75c0cd34560464cf070159b60e255e940de6ac4649a4db3d19863c398182b5e8b6209e76f7bdb586da423ea8cf35a9d37beb334cac1ffda5c49fc1c5c63a02e314a8fee7c9384d4677a5fece94b8ba28713f460151c5218778e2915f346caf57c5ee6510a526853ad47d649c1c16c40aa19f8a28d7a3e25af512fe43d001e41132cd58c1a763a2dddf89a563a64f88c61beb9da9', 1796000592893);
INSERT INTO public.replies VALUES ('\x927a437c217d2caa8266cc3fc2c153fba92d2201cf1e16c2e4b134d2c8dcb3b1', '\xebf78104e88e076a5328a494328d60bf59cca66162f90c86bd7a5087d6b34e2d', '\x5a6a103c83a20b93377b6de9f11b470fcdfb11eca02f1f9e9bf77205c572850a3c3b4d89f02e06d094d8f01329b7eb3c4a3d5ed9c7e13ab7ca5173a55cf1fb68deac45a861eec9997d0ce181d767c1445e77b73e12bebe369d8ad4d2da3c06da20d676ee178c10ed9fb1fbfb58211f6c93d382b876942d7ce950470a4b16f8485512d14d6a2c626df94a238055a4eb27a0592f6a08073410bc3c82a283f3739d84110c058c55a0c3396247de39b3d4b9cde2cb5929b9681b082765192d7c1cc41980ef82abeb0fddd3cf1caf79457c245688f7b9d7a9f061c431ed2f6a183b40fa99e920686e03873ce294af0789fadf5db52e2bc234355eb69c9330981bd82c0ae40de100c2fc2354ee94098a390f638b9771cf18551bbe11fdeb9cea5c3923f1a70673738270ab9a46753ed641ff6743160a08842c7661516a34ab98f5c6353ed98586a18ff51e2ce7e02df5e763e688e93be948e9bc83afeb9ce3d91a2a1b214fff1a4e384e3c52064abaf337d3d189d5105f5e6568084d1f1c8ca95a8a29b192b26d1bc87eecc95e29019c512590569ab997078a277a0d2b3c0bdd8a9d8ee238a885d5a4c454a5f4adf5b2c653f4210fe1749c914ed58cfae3bbd19ecd907039bf0cb48b181048d45b77fc233248c1dbcd0c64b2ce96780452328df094c7650b42436c6d91c1bfe48ef8cbe22a869217c8e86104efd151cf0741b9979d70532e3c8e78407505c520c4fc235eb86cc250cc2f7ea70e4157c9ce280fc06bd68b67e87b0b522a448c268b25b8f43c72a50d6486aa88849f753f1e468e326566d706d741c4a4dfbbd12d9c95df6a0d84be06cc5db7fa5669ff4fe4aa0e57e0ab481a755418f0abfe7823f7b0293f7dc3a34b4f3a3d3cf9792b2a398abad6f61d2305ed00783dcc184d498ea35d0c5b732d5aa31f95b1b56a841db49d27ad90f5894d82f4339d729b69c6a67755500ae71307f7b3078b41d628c9d218bd887a9a6ebdfc94b4763a11327839514f842ab913dca997c73838ff5cc056f087078c6e7626a365a9a5545ea3b7e5f089394802edb5c2f11d2a03338bd3c4bafa0fd14306a391aa9f5a4b8eecb2230d54f19b55b1ce68b221e03cb669e87490b432407537a8a08be2c7459e03faa07637dfe845784c31b44d31ef1ef79db24e44101727b2642cba989ddab810537b667232c1a00016f28008228e3db579f007b44294112199011b7af3f820b390bad7bd22aec958939013162cbe0fae28', 1796000594123);
INSERT INTO public.requests VALUES (1400000002, '["token:58e0e79b31a2","","vcyrQbAalF7p9rSsy5jnYyJCVMPPtCMXJEAQMoWeXjU"]', '01a229fa-38bf-75a9-a419-057db9b65efd');
INSERT INTO public.schema_steps VALUES (1, false, '2026-11-30 01:03:10.812098+00');
INSERT INTO public.schema_steps VALUES (2, false, '2026-11-30 01:03:10.812098+00');
INSERT INTO public.schema_steps VALUES (3, false, '2026-11-30 01:03:10.812098+00');
INSERT INTO public.schema_steps VALUES (4, false, '2026-11-30 01:03:10.812098+00');
INSERT INTO public.schema_steps VALUES (5, false, '2026-11-30 01:03:10.812098+00');
INSERT INTO public.tokens VALUES ('58e0e79b31a2', 1796000592876, '03d9eaf85aa05b13dc26ef671fc97c909bc5686e48436bc9c79550ddc54b8f7a', '{"id":"58e0e79b31a2","name":"stored","scopes":["admin"],"created_at":"2026-11-30T01:03:12.876Z","created_by":"operator"}');
INSERT INTO public.unfiled VALUES (1400000002, '01a229fa-3486-77b1-a74d-9ce8257d349b');
INSERT INTO public.unfiled VALUES (1400000002, '01a229fa-3880-75c9-913f-eab49f4b9ad2');
INSERT INTO public.usage VALUES (1400000002, 1795996800000, 'audio', 'completed', 1, 1, 11, 44, 21);
INSERT INTO public.usage VALUES (1400000002, 1795996800000, 'audio', 'canceled', 1, 0, 0, 22, 0);
INSERT INTO public.usage VALUES (1400000002, 1795996800000, 'audio', 'rejected', 1, 0, 0, 12, 0);
SELECT pg_catalog.setval('public.acts_id_seq', 5, true);
SELECT pg_catalog.setval('public.deliveries_id', 21, true);
SELECT pg_catalog.setval('public.facts_n', 2, true);
ALTER TABLE ONLY public.acts
    ADD CONSTRAINT acts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.apps
    ADD CONSTRAINT apps_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.changes_20261130
    ADD CONSTRAINT changes_20261130_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.changes_20261207
    ADD CONSTRAINT changes_20261207_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.changes_20261214
    ADD CONSTRAINT changes_20261214_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.changes_20261221
    ADD CONSTRAINT changes_20261221_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.changes_20261228
    ADD CONSTRAINT changes_20261228_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.changes_other
    ADD CONSTRAINT changes_other_pkey PRIMARY KEY (app, call, version);
ALTER TABLE ONLY public.claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (app, "user");
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.deliveries_20261130
    ADD CONSTRAINT deliveries_20261130_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.deliveries_20261207
    ADD CONSTRAINT deliveries_20261207_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.deliveries_20261214
    ADD CONSTRAINT deliveries_20261214_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.deliveries_20261221
    ADD CONSTRAINT deliveries_20261221_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.deliveries_20261228
    ADD CONSTRAINT deliveries_20261228_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.deliveries_other
    ADD CONSTRAINT deliveries_other_pkey PRIMARY KEY (app, call, version, n);
ALTER TABLE ONLY public.duties
    ADD CONSTRAINT duties_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.facts
    ADD CONSTRAINT facts_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.facts_20261130
    ADD CONSTRAINT facts_20261130_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.facts_20261207
    ADD CONSTRAINT facts_20261207_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.facts_20261214
    ADD CONSTRAINT facts_20261214_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.facts_20261221
    ADD CONSTRAINT facts_20261221_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.facts_20261228
    ADD CONSTRAINT facts_20261228_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.facts_other
    ADD CONSTRAINT facts_other_pkey PRIMARY KEY (app, call, at, n);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (app, "user", device);
ALTER TABLE ONLY public.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (app, "user");
ALTER TABLE ONLY public.purged
    ADD CONSTRAINT purged_pkey PRIMARY KEY (app);
ALTER TABLE ONLY public.record_classes
    ADD CONSTRAINT record_classes_pkey PRIMARY KEY (app, result, kind, media);
ALTER TABLE ONLY public.record_counts
    ADD CONSTRAINT record_counts_pkey PRIMARY KEY (app, span, at, result, kind, media);
ALTER TABLE ONLY public.record_missed
    ADD CONSTRAINT record_missed_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_missed_20261130
    ADD CONSTRAINT record_missed_20261130_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_missed_20261207
    ADD CONSTRAINT record_missed_20261207_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_missed_20261214
    ADD CONSTRAINT record_missed_20261214_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_missed_20261221
    ADD CONSTRAINT record_missed_20261221_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_missed_20261228
    ADD CONSTRAINT record_missed_20261228_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_missed_other
    ADD CONSTRAINT record_missed_other_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users
    ADD CONSTRAINT record_users_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users_20261130
    ADD CONSTRAINT record_users_20261130_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users_20261207
    ADD CONSTRAINT record_users_20261207_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users_20261214
    ADD CONSTRAINT record_users_20261214_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users_20261221
    ADD CONSTRAINT record_users_20261221_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users_20261228
    ADD CONSTRAINT record_users_20261228_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.record_users_other
    ADD CONSTRAINT record_users_other_pkey PRIMARY KEY (app, "user", result, kind, media, started_at, id);
ALTER TABLE ONLY public.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.records_20261130
    ADD CONSTRAINT records_20261130_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.records_20261207
    ADD CONSTRAINT records_20261207_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.records_20261214
    ADD CONSTRAINT records_20261214_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.records_20261221
    ADD CONSTRAINT records_20261221_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.records_20261228
    ADD CONSTRAINT records_20261228_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.records_other
    ADD CONSTRAINT records_other_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.replies
    ADD CONSTRAINT replies_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.reports_20261130
    ADD CONSTRAINT reports_20261130_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.reports_20261207
    ADD CONSTRAINT reports_20261207_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.reports_20261214
    ADD CONSTRAINT reports_20261214_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.reports_20261221
    ADD CONSTRAINT reports_20261221_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.reports_20261228
    ADD CONSTRAINT reports_20261228_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.reports_other
    ADD CONSTRAINT reports_other_pkey PRIMARY KEY (app, call, leg);
ALTER TABLE ONLY public.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (app, request);
ALTER TABLE ONLY public.schema_steps
    ADD CONSTRAINT schema_steps_pkey PRIMARY KEY (step);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.unfiled
    ADD CONSTRAINT unfiled_pkey PRIMARY KEY (app, id);
ALTER TABLE ONLY public.usage
    ADD CONSTRAINT usage_pkey PRIMARY KEY (app, day, media, result);
CREATE INDEX acts_app ON public.acts USING btree (app, id);
CREATE INDEX acts_target ON public.acts USING btree (target, id) WHERE (target <> ''::text);
CREATE INDEX calls_deadline ON public.calls USING btree (deadline, id, app) WHERE (deadline IS NOT NULL);
CREATE INDEX deliveries_at ON ONLY public.deliveries USING btree (app, at, id);
CREATE INDEX deliveries_20261130_app_at_id_idx ON public.deliveries_20261130 USING btree (app, at, id);
CREATE INDEX deliveries_pending ON ONLY public.deliveries USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_20261130_app_at_id_idx1 ON public.deliveries_20261130 USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_failed ON ONLY public.deliveries USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_20261130_app_at_id_idx2 ON public.deliveries_20261130 USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_due ON ONLY public.deliveries USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX deliveries_20261130_app_due_id_idx ON public.deliveries_20261130 USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX deliveries_20261207_app_at_id_idx ON public.deliveries_20261207 USING btree (app, at, id);
CREATE INDEX deliveries_20261207_app_at_id_idx1 ON public.deliveries_20261207 USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_20261207_app_at_id_idx2 ON public.deliveries_20261207 USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_20261207_app_due_id_idx ON public.deliveries_20261207 USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX deliveries_20261214_app_at_id_idx ON public.deliveries_20261214 USING btree (app, at, id);
CREATE INDEX deliveries_20261214_app_at_id_idx1 ON public.deliveries_20261214 USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_20261214_app_at_id_idx2 ON public.deliveries_20261214 USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_20261214_app_due_id_idx ON public.deliveries_20261214 USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX deliveries_20261221_app_at_id_idx ON public.deliveries_20261221 USING btree (app, at, id);
CREATE INDEX deliveries_20261221_app_at_id_idx1 ON public.deliveries_20261221 USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_20261221_app_at_id_idx2 ON public.deliveries_20261221 USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_20261221_app_due_id_idx ON public.deliveries_20261221 USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX deliveries_20261228_app_at_id_idx ON public.deliveries_20261228 USING btree (app, at, id);
CREATE INDEX deliveries_20261228_app_at_id_idx1 ON public.deliveries_20261228 USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_20261228_app_at_id_idx2 ON public.deliveries_20261228 USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_20261228_app_due_id_idx ON public.deliveries_20261228 USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX deliveries_other_app_at_id_idx ON public.deliveries_other USING btree (app, at, id);
CREATE INDEX deliveries_other_app_at_id_idx1 ON public.deliveries_other USING btree (app, at, id) WHERE (state = 'pending'::text);
CREATE INDEX deliveries_other_app_at_id_idx2 ON public.deliveries_other USING btree (app, at, id) WHERE (state = ANY (ARRAY['given_up'::text, 'canceled'::text]));
CREATE INDEX deliveries_other_app_due_id_idx ON public.deliveries_other USING btree (app, due, id) WHERE (due IS NOT NULL);
CREATE INDEX leases_node ON public.leases USING btree (node);
CREATE INDEX records_class ON ONLY public.records USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX records_20261130_app_result_kind_media_started_at_id_ended__idx ON public.records_20261130 USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX records_20261207_app_result_kind_media_started_at_id_ended__idx ON public.records_20261207 USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX records_20261214_app_result_kind_media_started_at_id_ended__idx ON public.records_20261214 USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX records_20261221_app_result_kind_media_started_at_id_ended__idx ON public.records_20261221 USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX records_20261228_app_result_kind_media_started_at_id_ended__idx ON public.records_20261228 USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX records_other_app_result_kind_media_started_at_id_ended_at_idx ON public.records_other USING btree (app, result, kind, media, started_at, id) INCLUDE (ended_at);
CREATE INDEX replies_at ON public.replies USING btree (at);
CREATE INDEX requests_call ON public.requests USING brin (call) WITH (pages_per_range='32');
ALTER INDEX public.changes_pkey ATTACH PARTITION public.changes_20261130_pkey;
ALTER INDEX public.changes_pkey ATTACH PARTITION public.changes_20261207_pkey;
ALTER INDEX public.changes_pkey ATTACH PARTITION public.changes_20261214_pkey;
ALTER INDEX public.changes_pkey ATTACH PARTITION public.changes_20261221_pkey;
ALTER INDEX public.changes_pkey ATTACH PARTITION public.changes_20261228_pkey;
ALTER INDEX public.changes_pkey ATTACH PARTITION public.changes_other_pkey;
ALTER INDEX public.deliveries_at ATTACH PARTITION public.deliveries_20261130_app_at_id_idx;
ALTER INDEX public.deliveries_pending ATTACH PARTITION public.deliveries_20261130_app_at_id_idx1;
ALTER INDEX public.deliveries_failed ATTACH PARTITION public.deliveries_20261130_app_at_id_idx2;
ALTER INDEX public.deliveries_due ATTACH PARTITION public.deliveries_20261130_app_due_id_idx;
ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261130_pkey;
ALTER INDEX public.deliveries_at ATTACH PARTITION public.deliveries_20261207_app_at_id_idx;
ALTER INDEX public.deliveries_pending ATTACH PARTITION public.deliveries_20261207_app_at_id_idx1;
ALTER INDEX public.deliveries_failed ATTACH PARTITION public.deliveries_20261207_app_at_id_idx2;
ALTER INDEX public.deliveries_due ATTACH PARTITION public.deliveries_20261207_app_due_id_idx;
ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261207_pkey;
ALTER INDEX public.deliveries_at ATTACH PARTITION public.deliveries_20261214_app_at_id_idx;
ALTER INDEX public.deliveries_pending ATTACH PARTITION public.deliveries_20261214_app_at_id_idx1;
ALTER INDEX public.deliveries_failed ATTACH PARTITION public.deliveries_20261214_app_at_id_idx2;
ALTER INDEX public.deliveries_due ATTACH PARTITION public.deliveries_20261214_app_due_id_idx;
ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261214_pkey;
ALTER INDEX public.deliveries_at ATTACH PARTITION public.deliveries_20261221_app_at_id_idx;
ALTER INDEX public.deliveries_pending ATTACH PARTITION public.deliveries_20261221_app_at_id_idx1;
ALTER INDEX public.deliveries_failed ATTACH PARTITION public.deliveries_20261221_app_at_id_idx2;
ALTER INDEX public.deliveries_due ATTACH PARTITION public.deliveries_20261221_app_due_id_idx;
ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261221_pkey;
ALTER INDEX public.deliveries_at ATTACH PARTITION public.deliveries_20261228_app_at_id_idx;
ALTER INDEX public.deliveries_pending ATTACH PARTITION public.deliveries_20261228_app_at_id_idx1;
ALTER INDEX public.deliveries_failed ATTACH PARTITION public.deliveries_20261228_app_at_id_idx2;
ALTER INDEX public.deliveries_due ATTACH PARTITION public.deliveries_20261228_app_due_id_idx;
ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_20261228_pkey;
ALTER INDEX public.deliveries_at ATTACH PARTITION public.deliveries_other_app_at_id_idx;
ALTER INDEX public.deliveries_pending ATTACH PARTITION public.deliveries_other_app_at_id_idx1;
ALTER INDEX public.deliveries_failed ATTACH PARTITION public.deliveries_other_app_at_id_idx2;
ALTER INDEX public.deliveries_due ATTACH PARTITION public.deliveries_other_app_due_id_idx;
ALTER INDEX public.deliveries_pkey ATTACH PARTITION public.deliveries_other_pkey;
ALTER INDEX public.facts_pkey ATTACH PARTITION public.facts_20261130_pkey;
ALTER INDEX public.facts_pkey ATTACH PARTITION public.facts_20261207_pkey;
ALTER INDEX public.facts_pkey ATTACH PARTITION public.facts_20261214_pkey;
ALTER INDEX public.facts_pkey ATTACH PARTITION public.facts_20261221_pkey;
ALTER INDEX public.facts_pkey ATTACH PARTITION public.facts_20261228_pkey;
ALTER INDEX public.facts_pkey ATTACH PARTITION public.facts_other_pkey;
ALTER INDEX public.record_missed_pkey ATTACH PARTITION public.record_missed_20261130_pkey;
ALTER INDEX public.record_missed_pkey ATTACH PARTITION public.record_missed_20261207_pkey;
ALTER INDEX public.record_missed_pkey ATTACH PARTITION public.record_missed_20261214_pkey;
ALTER INDEX public.record_missed_pkey ATTACH PARTITION public.record_missed_20261221_pkey;
ALTER INDEX public.record_missed_pkey ATTACH PARTITION public.record_missed_20261228_pkey;
ALTER INDEX public.record_missed_pkey ATTACH PARTITION public.record_missed_other_pkey;
ALTER INDEX public.record_users_pkey ATTACH PARTITION public.record_users_20261130_pkey;
ALTER INDEX public.record_users_pkey ATTACH PARTITION public.record_users_20261207_pkey;
ALTER INDEX public.record_users_pkey ATTACH PARTITION public.record_users_20261214_pkey;
ALTER INDEX public.record_users_pkey ATTACH PARTITION public.record_users_20261221_pkey;
ALTER INDEX public.record_users_pkey ATTACH PARTITION public.record_users_20261228_pkey;
ALTER INDEX public.record_users_pkey ATTACH PARTITION public.record_users_other_pkey;
ALTER INDEX public.records_class ATTACH PARTITION public.records_20261130_app_result_kind_media_started_at_id_ended__idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_20261130_pkey;
ALTER INDEX public.records_class ATTACH PARTITION public.records_20261207_app_result_kind_media_started_at_id_ended__idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_20261207_pkey;
ALTER INDEX public.records_class ATTACH PARTITION public.records_20261214_app_result_kind_media_started_at_id_ended__idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_20261214_pkey;
ALTER INDEX public.records_class ATTACH PARTITION public.records_20261221_app_result_kind_media_started_at_id_ended__idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_20261221_pkey;
ALTER INDEX public.records_class ATTACH PARTITION public.records_20261228_app_result_kind_media_started_at_id_ended__idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_20261228_pkey;
ALTER INDEX public.records_class ATTACH PARTITION public.records_other_app_result_kind_media_started_at_id_ended_at_idx;
ALTER INDEX public.records_pkey ATTACH PARTITION public.records_other_pkey;
ALTER INDEX public.reports_pkey ATTACH PARTITION public.reports_20261130_pkey;
ALTER INDEX public.reports_pkey ATTACH PARTITION public.reports_20261207_pkey;
ALTER INDEX public.reports_pkey ATTACH PARTITION public.reports_20261214_pkey;
ALTER INDEX public.reports_pkey ATTACH PARTITION public.reports_20261221_pkey;
ALTER INDEX public.reports_pkey ATTACH PARTITION public.reports_20261228_pkey;
ALTER INDEX public.reports_pkey ATTACH PARTITION public.reports_other_pkey;
CREATE TRIGGER acts_stay BEFORE UPDATE ON public.acts FOR EACH ROW EXECUTE FUNCTION public.acts_stay();
CREATE TRIGGER records_stay BEFORE UPDATE ON public.records FOR EACH ROW WHEN ((((((((new.app IS DISTINCT FROM old.app) OR (new.id IS DISTINCT FROM old.id)) OR (new.started_at IS DISTINCT FROM old.started_at)) OR (new.ended_at IS DISTINCT FROM old.ended_at)) OR (new.result IS DISTINCT FROM old.result)) OR (new.kind IS DISTINCT FROM old.kind)) OR (new.media IS DISTINCT FROM old.media))) EXECUTE FUNCTION public.records_stay();
