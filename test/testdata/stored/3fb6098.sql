-- rlt_ME_EbCMyVQ_GicuNvvP81aYXIsx2Gx1Kc0J5Yi9op3A
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
INSERT INTO public.acts VALUES (1, 1796000908603, 'operator', '', 'app.create', 1400000002, '', '{"name":"Stored"}');
INSERT INTO public.acts VALUES (2, 1796000908645, 'operator', '', 'token.create', 0, '06e329db131d', '{"name":"stored","scopes":"admin"}');
INSERT INTO public.acts VALUES (3, 1796000908707, 'token:06e329db131d', '127.0.0.1', 'user.set_profile', 1400000002, 'ann', '');
INSERT INTO public.acts VALUES (4, 1796000908710, 'token:06e329db131d', '127.0.0.1', 'app.set_webhook', 1400000002, '', '{"events":"Call.CallbackAfterStartCall Call.CallbackAfterMemberChanged Call.CallbackAfterEndCall","url":"http://127.0.0.1:1"}');
INSERT INTO public.acts VALUES (5, 1796000909849, 'token:06e329db131d', '127.0.0.1', 'call.start', 1400000002, '01a229ff-0a17-7d34-b697-fce7107a0a35', '');
INSERT INTO public.apps VALUES (1400000002, 2, '{"id":1400000002,"version":2,"created_at":"2026-11-30T01:08:28.603Z","updated_at":"2026-11-30T01:08:28.71Z","name":"Stored","allowed_networks":["127.0.0.0/8"],"settings":{"multi_device":true,"list_users":true,"records_for":315360000000000000},"secrets":[{"id":"b36953aa","created_at":"2026-11-30T01:08:28.603Z","sealed":"1.2e857d78d1d7d454.gro_6oF_HVagK3tedWTkFhhY7YGkHS2ifnSjxYi8nrTH2aCcgz-Tm56ZnCF-sbTup_kAmkD7m3g"}],"webhook":{"url":"http://127.0.0.1:1/calls?key=1","events":["Call.CallbackAfterStartCall","Call.CallbackAfterMemberChanged","Call.CallbackAfterEndCall"],"secret":"1.2e857d78d1d7d454.gdldL-TioiwG7tJim3Umrhduhnu0LzoETitpCNW7hg21PPobwGRJRUjDcqL7gouNNPcLxeXqWBUJsCcJapcyzTOE"}}');
INSERT INTO public.calls VALUES (1400000002, '01a229ff-0a17-7d34-b697-fce7107a0a35', 1, 1796000939849, '{"app":1400000002,"id":"01a229ff-0a17-7d34-b697-fce7107a0a35","version":1,"media":"audio","room":{"name":"414369300","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"ringing","invited_at":"2026-11-30T01:08:29.849Z","deadline":"2026-11-30T01:08:59.849Z"},{"n":1,"user":"bob","role":"invitee","state":"ringing","invited_at":"2026-11-30T01:08:29.85Z","deadline":"2026-11-30T01:08:59.85Z"}],"started_at":"2026-11-30T01:08:29.848Z","last_at":"2026-11-30T01:08:29.85Z"}', NULL, NULL);
INSERT INTO public.calls VALUES (1400000002, '01a229ff-0a24-759f-9814-63f0479fb169', 1, 1796001209861, '{"app":1400000002,"id":"01a229ff-0a24-759f-9814-63f0479fb169","version":1,"media":"audio","room":{"name":"1547266938","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"cid","role":"caller","state":"joined","device":"phone","invited_at":"2026-11-30T01:08:29.86Z","joined_at":"2026-11-30T01:08:29.86Z"},{"n":1,"user":"dan","role":"invitee","state":"ringing","invited_by":"cid","invited_at":"2026-11-30T01:08:29.861Z","deadline":"2026-11-30T01:13:29.861Z"}],"started_at":"2026-11-30T01:08:29.86Z","last_at":"2026-11-30T01:08:29.861Z"}', NULL, NULL);
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 1, 1796000908738, 4895790883577505116, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:28.737Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:28.738Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 2, 1796000908765, 6526457397851531762, 'node-1', 'accept', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"answered","at":"2026-11-30T01:08:28.765Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 3, 1796000908772, 914888721681465124, 'node-1', 'hangup', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"left","at":"2026-11-30T01:08:28.771Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"reason":"hung_up"},{"seq":1,"type":"ended","at":"2026-11-30T01:08:28.772Z","by":{"kind":"user","user":"ann","device":"phone"},"reason":"hung_up","result":"completed"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05e9-7809-ba4a-4884090ed7a3', 1, 1796000908778, 237920181816172826, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:28.777Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:28.778Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05e9-7809-ba4a-4884090ed7a3', 2, 1796000908783, 8794097865452141524, 'node-1', 'cancel', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"canceled","at":"2026-11-30T01:08:28.782Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"},"reason":"canceled"},{"seq":1,"type":"ended","at":"2026-11-30T01:08:28.783Z","by":{"kind":"user","user":"ann","device":"phone"},"reason":"canceled","result":"canceled"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05f1-7c40-80b3-4751ee7ea11c', 1, 1796000908786, 1528297857315829639, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:28.785Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:28.786Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05f1-7c40-80b3-4751ee7ea11c', 2, 1796000908789, 8545660491427155557, 'node-1', 'reject', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"rejected","at":"2026-11-30T01:08:28.788Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"}},{"seq":1,"type":"ended","at":"2026-11-30T01:08:28.789Z","by":{"kind":"user","user":"bob","device":"phone"},"reason":"rejected","result":"rejected"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f', 1, 1796000908792, 1954304681596225121, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:28.791Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:28.792Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f', 2, 1796000909794, 1506572200280560696, 'node-1', 'ring_timeout', NULL, NULL, NULL, '[{"seq":0,"type":"no_answer","at":"2026-11-30T01:08:29.793Z","user":"bob","by":{"kind":"clock"}},{"seq":1,"type":"ended","at":"2026-11-30T01:08:29.794Z","by":{"kind":"clock"},"reason":"no_answer","result":"no_answer"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 1, 1796000909802, 969034593964453791, 'node-1', 'start', '["ann","phone","keep"]', '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:29.799Z","user":"ann","device":"phone","by":{"kind":"user","user":"ann","device":"phone"},"media":"video","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:29.8Z","user":"bob","by":{"kind":"user","user":"ann","device":"phone"}},{"seq":2,"type":"invited","at":"2026-11-30T01:08:29.801Z","user":"cid","by":{"kind":"user","user":"ann","device":"phone"}},{"seq":3,"type":"invited","at":"2026-11-30T01:08:29.802Z","user":"nobody","by":{"kind":"user","user":"ann","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 2, 1796000909803, 4500915372467511694, 'node-1', 'accept', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"answered","at":"2026-11-30T01:08:29.803Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 3, 1796000909807, 8870783949008452359, 'node-1', 'accept', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"answered","at":"2026-11-30T01:08:29.807Z","user":"cid","device":"phone","by":{"kind":"user","user":"cid","device":"phone"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 4, 1796000909834, 527711017801685129, 'node-1', 'hangup', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"left","at":"2026-11-30T01:08:29.834Z","user":"bob","device":"phone","by":{"kind":"user","user":"bob","device":"phone"},"reason":"hung_up"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 5, 1796000909844, 3133879466484056969, 'node-1', 'end', NULL, '127.0.0.1', 'api', '[{"seq":0,"type":"canceled","at":"2026-11-30T01:08:29.843Z","user":"nobody","by":{"kind":"admin","user":"administrator"},"reason":"ended_by_app"},{"seq":1,"type":"ended","at":"2026-11-30T01:08:29.844Z","by":{"kind":"admin","user":"administrator"},"reason":"ended_by_app","result":"completed"}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-0a17-7d34-b697-fce7107a0a35', 1, 1796000909850, 8231223478784971280, 'node-1', 'start', '["token:06e329db131d","","F8-Lvl_6PIftdTYEK2ppKXYp-01JPczAmIkWbX5g858"]', '127.0.0.1', 'api', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:29.848Z","by":{"kind":"admin","user":"token:06e329db131d"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:29.849Z","user":"ann","by":{"kind":"admin","user":"token:06e329db131d"}},{"seq":2,"type":"invited","at":"2026-11-30T01:08:29.85Z","user":"bob","by":{"kind":"admin","user":"token:06e329db131d"}}]');
INSERT INTO public.changes_20261130 VALUES (1400000002, '01a229ff-0a24-759f-9814-63f0479fb169', 1, 1796000909861, 4303485166278342027, 'node-1', 'start', NULL, '127.0.0.1', 'linux', '[{"seq":0,"type":"started","at":"2026-11-30T01:08:29.86Z","user":"cid","device":"phone","by":{"kind":"user","user":"cid","device":"phone"},"media":"audio","host":"node-1"},{"seq":1,"type":"invited","at":"2026-11-30T01:08:29.861Z","user":"dan","by":{"kind":"user","user":"cid","device":"phone"}}]');
INSERT INTO public.claims VALUES (1400000002, 'ann', '01a229ff-0a17-7d34-b697-fce7107a0a35');
INSERT INTO public.claims VALUES (1400000002, 'bob', '01a229ff-0a17-7d34-b697-fce7107a0a35');
INSERT INTO public.claims VALUES (1400000002, 'cid', '01a229ff-0a24-759f-9814-63f0479fb169');
INSERT INTO public.claims VALUES (1400000002, 'dan', '01a229ff-0a24-759f-9814-63f0479fb169');
INSERT INTO public.deliveries_20261130 VALUES (2, 1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000908765, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303563312d376333622d613930352d336434313661663066306134222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a22416e73776572227d5d2c224576656e7454696d65223a313739363030303930383736357d', 'pending', 1796260108765, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (3, 1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 3, 0, 'Call.CallbackAfterMemberChanged', 1796000908771, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303563312d376333622d613930352d336434313661663066306134222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22416374696f6e54797065223a2248616e677570227d5d2c224576656e7454696d65223a313739363030303930383737317d', 'pending', 1796260108771, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (4, 1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 3, 1, 'Call.CallbackAfterEndCall', 1796000908772, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966662d303563312d376333622d613930352d336434313661663066306134222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303930382c22456e6454696d65223a313739363030303930382c2241636365707454696d65223a313739363030303930382c2243616c6c526573756c74223a224e6f726d616c456e64222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a2231363430393339323330222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303930383737327d', 'pending', 1796260108772, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (6, 1400000002, '01a229ff-05e9-7809-ba4a-4884090ed7a3', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000908782, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303565392d373830392d626134612d343838343039306564376133222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a2243616e63656c5f496e76697465227d5d2c224576656e7454696d65223a313739363030303930383738327d', 'pending', 1796260108782, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (7, 1400000002, '01a229ff-05e9-7809-ba4a-4884090ed7a3', 2, 1, 'Call.CallbackAfterEndCall', 1796000908783, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966662d303565392d373830392d626134612d343838343039306564376133222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303930382c22456e6454696d65223a313739363030303930382c2241636365707454696d65223a302c2243616c6c526573756c74223a2243616e63656c222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a22393339303035393234222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303930383738337d', 'pending', 1796260108783, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (8, 1400000002, '01a229ff-05f1-7c40-80b3-4751ee7ea11c', 1, 0, 'Call.CallbackAfterStartCall', 1796000908785, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d303566312d376334302d383062332d343735316565376561313163222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231393339343836303734222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930383738357d', 'pending', 1796260108785, 1796000909877, NULL, 1, '[{"at":"2026-11-30T01:08:28.788Z","took":222410,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (9, 1400000002, '01a229ff-05f1-7c40-80b3-4751ee7ea11c', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000908788, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303566312d376334302d383062332d343735316565376561313163222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a2252656a656374227d5d2c224576656e7454696d65223a313739363030303930383738387d', 'pending', 1796260108788, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (10, 1400000002, '01a229ff-05f1-7c40-80b3-4751ee7ea11c', 2, 1, 'Call.CallbackAfterEndCall', 1796000908789, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966662d303566312d376334302d383062332d343735316565376561313163222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303930382c22456e6454696d65223a313739363030303930382c2241636365707454696d65223a302c2243616c6c526573756c74223a2252656a656374222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a2231393339343836303734222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303930383738397d', 'pending', 1796260108789, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (1, 1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 1, 0, 'Call.CallbackAfterStartCall', 1796000908737, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d303563312d376333622d613930352d336434313661663066306134222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231363430393339323330222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930383733377d', 'pending', 1796260108737, 1796000910834, NULL, 2, '[{"at":"2026-11-30T01:08:28.764Z","took":243660,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:08:29.825Z","took":169301,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (11, 1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f', 1, 0, 'Call.CallbackAfterStartCall', 1796000908791, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d303566372d373861312d613266382d623331663761616264363166222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a22393738323238393033222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930383739317d', 'pending', 1796260108791, 1796000910837, NULL, 2, '[{"at":"2026-11-30T01:08:28.796Z","took":161294,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:08:29.826Z","took":95098,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (5, 1400000002, '01a229ff-05e9-7809-ba4a-4884090ed7a3', 1, 0, 'Call.CallbackAfterStartCall', 1796000908777, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d303565392d373830392d626134612d343838343039306564376133222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a22393339303035393234222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930383737377d', 'pending', 1796260108777, 1796000910889, NULL, 2, '[{"at":"2026-11-30T01:08:28.781Z","took":1220029,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"},{"at":"2026-11-30T01:08:29.84Z","took":250267,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (12, 1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000909793, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303566372d373861312d613266382d623331663761616264363166222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a224e6f74416e73776572227d5d2c224576656e7454696d65223a313739363030303930393739337d', 'pending', 1796260109793, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (13, 1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f', 2, 1, 'Call.CallbackAfterEndCall', 1796000909794, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966662d303566372d373861312d613266382d623331663761616264363166222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22417564696f222c2243616c6c54797065223a2253696e676c6543616c6c222c22537461727454696d65223a313739363030303930382c22456e6454696d65223a313739363030303930392c2241636365707454696d65223a302c2243616c6c526573756c74223a224e6f74416e73776572222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62225d2c22526f6f6d4964223a22393738323238393033222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303930393739347d', 'pending', 1796260109794, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (15, 1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 2, 0, 'Call.CallbackAfterMemberChanged', 1796000909803, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303965362d376363612d613835362d346235356239666435653530222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a22416e73776572227d5d2c224576656e7454696d65223a313739363030303930393830337d', 'pending', 1796260109803, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (16, 1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 3, 0, 'Call.CallbackAfterMemberChanged', 1796000909807, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303965362d376363612d613835362d346235356239666435653530222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22636964222c22416374696f6e54797065223a22416e73776572227d5d2c224576656e7454696d65223a313739363030303930393830377d', 'pending', 1796260109807, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (14, 1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 1, 0, 'Call.CallbackAfterStartCall', 1796000909799, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d303965362d376363612d613835362d346235356239666435653530222c224d6564696154797065223a22566964656f222c2243616c6c4d6564696154797065223a22566964656f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231303138393736353237222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930393739397d', 'pending', 1796260109799, 1796000910900, NULL, 1, '[{"at":"2026-11-30T01:08:29.805Z","took":245360,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (17, 1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 4, 0, 'Call.CallbackAfterMemberChanged', 1796000909834, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303965362d376363612d613835362d346235356239666435653530222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a226e6f626f6479222c22537461747573223a2257616974696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a22626f62222c22416374696f6e54797065223a2248616e677570227d5d2c224576656e7454696d65223a313739363030303930393833347d', 'pending', 1796260109834, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (18, 1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 5, 0, 'Call.CallbackAfterMemberChanged', 1796000909843, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b41667465724d656d6265724368616e676564222c2243616c6c4964223a2230316132323966662d303965362d376363612d613835362d346235356239666435653530222c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d5d2c224368616e676564557365724c697374223a5b7b22557365725f4163636f756e74223a226e6f626f6479222c22416374696f6e54797065223a2243616e63656c5f496e76697465227d5d2c224576656e7454696d65223a313739363030303930393834337d', 'pending', 1796260109843, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (19, 1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 5, 1, 'Call.CallbackAfterEndCall', 1796000909844, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572456e6443616c6c222c2243616c6c5265636f7264223a7b2243616c6c4964223a2230316132323966662d303965362d376363612d613835362d346235356239666435653530222c2243616c6c65725f4163636f756e74223a22616e6e222c224d6564696154797065223a22566964656f222c2243616c6c54797065223a224d756c746943616c6c222c22537461727454696d65223a313739363030303930392c22456e6454696d65223a313739363030303930392c2241636365707454696d65223a313739363030303930392c2243616c6c526573756c74223a224e6f726d616c456e64222c2243616c6c65654c6973745f4163636f756e74223a5b22616e6e222c22626f62222c22636964222c226e6f626f6479225d2c22526f6f6d4964223a2231303138393736353237222c22526f6f6d496454797065223a317d2c224576656e7454696d65223a313739363030303930393834347d', 'pending', 1796260109844, NULL, NULL, 0, NULL);
INSERT INTO public.deliveries_20261130 VALUES (20, 1400000002, '01a229ff-0a17-7d34-b697-fce7107a0a35', 1, 0, 'Call.CallbackAfterStartCall', 1796000909848, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d306131372d376433342d623639372d666365373130376130613335222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a22343134333639333030222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22616e6e222c22537461747573223a2257616974696e67227d2c7b22557365725f4163636f756e74223a22626f62222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930393834387d', 'pending', 1796260109848, 1796000910889, NULL, 1, '[{"at":"2026-11-30T01:08:29.851Z","took":167944,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.deliveries_20261130 VALUES (21, 1400000002, '01a229ff-0a24-759f-9814-63f0479fb169', 1, 0, 'Call.CallbackAfterStartCall', 1796000909860, '\x7b2243616c6c6261636b436f6d6d616e64223a2243616c6c2e43616c6c6261636b4166746572537461727443616c6c222c2243616c6c496e666f223a7b2243616c6c4964223a2230316132323966662d306132342d373539662d393831342d363366303437396662313639222c224d6564696154797065223a22417564696f222c2243616c6c4d6564696154797065223a22417564696f222c224368617447726f75704964223a22222c22526f6f6d4964223a2231353437323636393338222c22526f6f6d496454797065223a317d2c22557365724c697374223a5b7b22557365725f4163636f756e74223a22636964222c22537461747573223a2243616c6c696e67227d2c7b22557365725f4163636f756e74223a2264616e222c22537461747573223a2257616974696e67227d5d2c224576656e7454696d65223a313739363030303930393836307d', 'pending', 1796260109860, 1796000910926, NULL, 1, '[{"at":"2026-11-30T01:08:29.863Z","took":200609,"error":"dial tcp 127.0.0.1:1: connect: connection refused","node":"node-1"}]');
INSERT INTO public.duties VALUES ('count', 'node-1 e5d92862-7cf3-4563-a4dc-faf8072fe8d9', '2026-11-30 01:08:33.483387+00');
INSERT INTO public.duties VALUES ('media', 'node-1 e5d92862-7cf3-4563-a4dc-faf8072fe8d9', '2026-11-30 01:08:33.483401+00');
INSERT INTO public.duties VALUES ('records', 'node-1 e5d92862-7cf3-4563-a4dc-faf8072fe8d9', '2026-11-30 01:08:33.483407+00');
INSERT INTO public.duties VALUES ('replies', 'node-1 e5d92862-7cf3-4563-a4dc-faf8072fe8d9', '2026-11-30 01:08:33.483412+00');
INSERT INTO public.duties VALUES ('webhooks of 1400000002', 'node-1 e5d92862-7cf3-4563-a4dc-faf8072fe8d9', '2026-11-30 01:08:33.483416+00');
INSERT INTO public.facts_20261130 VALUES (1, 1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 1796000908769, 'media', 'room_opened', '', '', '');
INSERT INTO public.facts_20261130 VALUES (2, 1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 1796000908776, 'media', 'room_closed', '', '', '');
INSERT INTO public.leases VALUES (1400000002, 'cid', 'phone', 'node-1');
INSERT INTO public.nodes VALUES ('node-1', 'e5d92862-7cf3-4563-a4dc-faf8072fe8d9', '127.0.0.1:38219', '', false, 'serving', 0, '3fb6098', '2026-11-30 01:08:29.482339+00');
INSERT INTO public.profiles VALUES (1400000002, 'ann', 'Ann', '/ann.png', '{"team":"red"}', 1796000908705, 1796000908705);
INSERT INTO public.record_classes VALUES (1400000002, 'completed', 'one_to_one', 'audio');
INSERT INTO public.record_classes VALUES (1400000002, 'rejected', 'one_to_one', 'audio');
INSERT INTO public.record_classes VALUES (1400000002, 'canceled', 'one_to_one', 'audio');
INSERT INTO public.record_counts VALUES (1400000002, 3600000, 1796000400000, 'completed', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 60000, 1796000880000, 'canceled', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 3600000, 1796000400000, 'canceled', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 60000, 1796000880000, 'rejected', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 3600000, 1796000400000, 'rejected', 'one_to_one', 'audio', 1);
INSERT INTO public.record_counts VALUES (1400000002, 60000, 1796000880000, 'completed', 'one_to_one', 'audio', 1);
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'ann', 'completed', 'one_to_one', 'audio', 1796000908737, '01a229ff-05c1-7c3b-a905-3d416af0f0a4');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'bob', 'completed', 'one_to_one', 'audio', 1796000908737, '01a229ff-05c1-7c3b-a905-3d416af0f0a4');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'ann', 'canceled', 'one_to_one', 'audio', 1796000908777, '01a229ff-05e9-7809-ba4a-4884090ed7a3');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'bob', 'canceled', 'one_to_one', 'audio', 1796000908777, '01a229ff-05e9-7809-ba4a-4884090ed7a3');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'ann', 'rejected', 'one_to_one', 'audio', 1796000908785, '01a229ff-05f1-7c40-80b3-4751ee7ea11c');
INSERT INTO public.record_users_20261130 VALUES (1400000002, 'bob', 'rejected', 'one_to_one', 'audio', 1796000908785, '01a229ff-05f1-7c40-80b3-4751ee7ea11c');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229ff-05c1-7c3b-a905-3d416af0f0a4', 1796000908737, 1796000908772, 'completed', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229ff-05c1-7c3b-a905-3d416af0f0a4","version":3,"media":"audio","room":{"name":"1640939230","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:08:28.737Z","joined_at":"2026-11-30T01:08:28.737Z","gone_at":"2026-11-30T01:08:28.771Z","reason":"hung_up"},{"n":1,"user":"bob","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:08:28.738Z","deadline":"2026-11-30T01:09:28.738Z","joined_at":"2026-11-30T01:08:28.765Z","gone_at":"2026-11-30T01:08:28.772Z","reason":"call_over"}],"started_at":"2026-11-30T01:08:28.737Z","answered_at":"2026-11-30T01:08:28.765Z","last_at":"2026-11-30T01:08:28.772Z","end":{"at":"2026-11-30T01:08:28.772Z","result":"completed","reason":"hung_up","by":{"kind":"user","user":"ann","device":"phone"},"cause":"hangup"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229ff-05e9-7809-ba4a-4884090ed7a3', 1796000908777, 1796000908783, 'canceled', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229ff-05e9-7809-ba4a-4884090ed7a3","version":2,"media":"audio","room":{"name":"939005924","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:08:28.777Z","joined_at":"2026-11-30T01:08:28.777Z","gone_at":"2026-11-30T01:08:28.783Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","invited_by":"ann","invited_at":"2026-11-30T01:08:28.778Z","deadline":"2026-11-30T01:09:28.778Z","gone_at":"2026-11-30T01:08:28.782Z","reason":"canceled"}],"started_at":"2026-11-30T01:08:28.777Z","last_at":"2026-11-30T01:08:28.783Z","end":{"at":"2026-11-30T01:08:28.783Z","result":"canceled","reason":"canceled","by":{"kind":"user","user":"ann","device":"phone"},"cause":"cancel"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229ff-05f1-7c40-80b3-4751ee7ea11c', 1796000908785, 1796000908789, 'rejected', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229ff-05f1-7c40-80b3-4751ee7ea11c","version":2,"media":"audio","room":{"name":"1939486074","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:08:28.785Z","joined_at":"2026-11-30T01:08:28.785Z","gone_at":"2026-11-30T01:08:28.789Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:08:28.786Z","deadline":"2026-11-30T01:09:28.786Z","gone_at":"2026-11-30T01:08:28.788Z","reason":"rejected"}],"started_at":"2026-11-30T01:08:28.785Z","last_at":"2026-11-30T01:08:28.789Z","end":{"at":"2026-11-30T01:08:28.789Z","result":"rejected","reason":"rejected","by":{"kind":"user","user":"bob","device":"phone"},"cause":"reject"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f', 1796000908791, 1796000909794, 'no_answer', 'one_to_one', 'audio', '{"app":1400000002,"id":"01a229ff-05f7-78a1-a2f8-b31f7aabd61f","version":2,"media":"audio","room":{"name":"978228903","numeric":true},"max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:08:28.791Z","joined_at":"2026-11-30T01:08:28.791Z","gone_at":"2026-11-30T01:08:29.794Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","invited_by":"ann","invited_at":"2026-11-30T01:08:28.792Z","deadline":"2026-11-30T01:08:29.792Z","gone_at":"2026-11-30T01:08:29.793Z","reason":"no_answer"}],"started_at":"2026-11-30T01:08:28.791Z","last_at":"2026-11-30T01:08:29.794Z","end":{"at":"2026-11-30T01:08:29.794Z","result":"no_answer","reason":"no_answer","by":{"kind":"clock"},"cause":"ring_timeout"}}');
INSERT INTO public.records_20261130 VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50', 1796000909799, 1796000909844, 'completed', 'group', 'video', '{"app":1400000002,"id":"01a229ff-09e6-7cca-a856-4b55b9fd5e50","version":5,"media":"video","group":true,"room":{"name":"1018976527","numeric":true},"user_data":"{\"a\":\"ä\"}","max":9,"host":"node-1","legs":[{"n":0,"user":"ann","role":"caller","state":"gone","device":"phone","invited_at":"2026-11-30T01:08:29.799Z","joined_at":"2026-11-30T01:08:29.799Z","gone_at":"2026-11-30T01:08:29.844Z","reason":"call_over"},{"n":1,"user":"bob","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:08:29.8Z","deadline":"2026-11-30T01:08:59.8Z","joined_at":"2026-11-30T01:08:29.803Z","gone_at":"2026-11-30T01:08:29.834Z","reason":"hung_up"},{"n":2,"user":"cid","role":"invitee","state":"gone","device":"phone","invited_by":"ann","invited_at":"2026-11-30T01:08:29.801Z","deadline":"2026-11-30T01:08:59.801Z","joined_at":"2026-11-30T01:08:29.807Z","gone_at":"2026-11-30T01:08:29.844Z","reason":"call_over"},{"n":3,"user":"nobody","role":"invitee","state":"gone","invited_by":"ann","invited_at":"2026-11-30T01:08:29.802Z","deadline":"2026-11-30T01:08:59.802Z","gone_at":"2026-11-30T01:08:29.843Z","reason":"canceled"}],"started_at":"2026-11-30T01:08:29.799Z","answered_at":"2026-11-30T01:08:29.803Z","last_at":"2026-11-30T01:08:29.844Z","end":{"at":"2026-11-30T01:08:29.844Z","result":"completed","reason":"ended_by_app","by":{"kind":"admin","user":"administrator"},"cause":"end"}}');
INSERT INTO public.replies VALUES ('\x59b3fc853e1c6ca10a9b4ebcd380ac7dda5d695ef435d7a3993edf4356f855b1', '\x69c0aa8bd49879f0032366f685d59db40194b4ce11161e6784543d38384e6007', '\xf15489f1ad2e4c2be544e627652ea9122d1cdc499c647527d479d9a1025b504fe0e674fd5cbee4b7f54ccf849b8db910aa1e4bf532ae713eb65d050142ab02008f371d18c70502337a2e8e9e039575f97b10d26dc10f5ec582e84e7b735c8506d1d286057b399120cb5d683e7c0ea5534cbffdffdc765225a95d43654e7e1ceeb80e82ccd0458d127abde07de82ba719a7184e300ee99f0dbe82d532b287f72c95c1179a05dca92b1d5e17655b571c383fea48552be0d2531dbb364696e3aa8cdcc43f0fd8ae43491e737a8010f6d6426ab1899c00c427d86177df56b537b326d07eff528104602f7749453c6b3f80912ed09b316c98e9ab88b49800159b1b70b3db333818550a8efbcd4e62dc1e83a9a89ec7d850a9bd57ca44fb50e19307d04c6492aec280d1de320dbc3788e4934f5cbca491e1d2d35e5ff95dfcb38c65bd9fe82a031087272d4d716896b96c713d7a3e8a2e77e7e03eaa76954c5c96d1067983b008f1f15a534cc26507786c0b660bf0aafffe336c29bfc6ac9cad44304e79c0f6d68eac4d8350149e1cff0535e4ba7add92036e3e7633359ae182c964133a556578d37298b4c03c687f9a46af924d3834475b3cfc564195bb754f187c70e55f320eb4a04b017d2bb059658935d58cc2a1270161ab091796c1528fdd4c5f5fb2073b050fc0300548b2b207588f77b21978dcbea797bbfc9e79d40d6c5d1dca83045da39a991dba75b2fc75b2d3643d433a17ccdd63532c49b32eec73f9f4967fd8e58e8b6591bb1ce6b98ccc6ab9cb935ee447e48e4a9bb7b8f15daf38feb5df6b96e3d848c498df55127423a2f68d9c713f1ffa39da998c84ce0639b66af0b97e29899904990dbd6bb256421240d9bfeb88e5eb03e24d4ee82cc1f9fc376e0493423c8f75088ba91779fb53d1f44b80e319ff86e2c33dc700571bf11a37561d217875be3f67d8b96a425df2a09a9c28842a761ea83ccef5dda3c9261668d7c5d11864aea5b5744e7fb05183e565436148d89783fdf677ddcad2f3cfc352f4c4d700f01497afea2d1ebb5dd62548f83845fc0b176a4fc7381ef8f4fbebc98403', 1796000908610);
INSERT INTO public.replies VALUES ('\x41d696731869a8f335102982cf29556690ff07fe7ba67bc619f4489c2a70707e', '\xe209298faabe1370d94b588f8f600a6a472e812b70000207004f3707165e28f2', '\x4705c6929503ba8f08d2f7af030821ce242290241b7962cfe187ca8e55b9d0ceba22995ab5112097d8c396bcd3d9d5391b6819cfc51e5d92dd446c022b4d2b02e9c3c2851321a94c382ff8ce9155ae2c6791b748eaf45182e29fec893f98a10c6af0a4b3ce40bc6f90a702288717ea2093d19ecf4c6a34d3aca4f1f8ca4fc229e16bf020d0941ab6bb149b2dac4c986e95295e225f38e2a19891d386f5c578f5cc537fc21d5d3db487fdbad2f5b9be128982f9e2572508b10260ed2b92cc67d55716553ce882b94a5c370f2bb83258313100a9ecc92cf1e6e899c85fdaba5ae24e7a508f7ca68ace31125b7d6c339a5a600604ce3106261ca3ec3fa05d23bf905005dc65b363deb79514ab453aab5e7591cf7653c5d5d88ddcbb0cb584d89acbdf80cea593d37bf515e7d190e09738b74930ba84e65318f1b01ee7ab859af93ddae4a44832dbbdf489226fc70e30', 1796000908696);
INSERT INTO public.replies VALUES ('\xa0eb2b2edafb7bccc8c41dc94761753247910f2e761cc503ec8435dd0e80772d', '\xf50fb62332b9bee26f533e49d6c89d55829eddb773e9f35cb682e216c201b9d4', '\x49160c1005d0a7100d35aad537926b7a2ee2d146a1de6690bde0099ac46b4b4dff4cfaf6655a78d6756aeae4baec4203d2358398376482324f3771cf8597460557d3e5d70a3a238d03b995d80a64e4ab97f5979cd0992bc37119de6a251329ede67acd0cffc7580db7e30dca6a7e9a0c540ecd2435b56979d202e574cfbf8fce1104dad334105a6ee812b96c5daa1861595c6bac06a7422610e8af06992f9f1bb056edbe14d2875ead84615a863f15d5089675a60366f85050b2ce2f13a3f1190c473e2e4d43f5eef0d5102f69082aa379b9019531a035b73f85f0a4c366296031aeb7aa338228dc288c94fdabc6aa012292a7c7b3f7d481a6149c9297a574ca309889e06bea93ca6e83e52291d88dcf9b762b2017b4c86bbe30f33090abbcc0c5ae3fa707b3a407a62b02e1e21db5ea26a5f2314e3f9d9676c6a599c24802cf707297e227c1c9bbf68344bb2d15815ac9fe4398e045603f478630b3c7b45f58ec4ba2fe68ef98a9f474cc9c877cd9c64e98ec112c575b5b0657fc3c4ed7f125168fb032426f3cc481fb3109a5f40eb2cd1c9aa68c90ff307847b02305cccc295bb616dce7c3d845129204d7ebed38d4f678f997f791f6e9c66e54627692ed4cfb21d4220a7bcfdcbf9446b3a0c406feca92424ec79274ecfa2133b978c8d37193b5175c0c85bc201c9e56dac62b9166109618bf055c9e08770910a33706830e96c6a07da54c8f57ee576ff2f70c2a1df1bd0dbe113455b9673bd5781f1183c9899de28d5ac899858e2c4ba17181350364d5a8148d763b6c127e2c59bd791241d1e7f6dbdeaaeef034d337ea35464513a51b459d37364dddc31bbf42d3c672a2c0d06110bafd8770a4c6f48f38b9ff1b9cfa14dc32152fc64a826ac3689f3914b45c2c1ac2d0a56245c3a5fcdddff0a4e04ca8981c6ad5b234c18c5b092ff1440702a72a1bfca3cf5de12186cc03bfe6338d327c85be640c15ae8e97dd09c597157ced9ffe6faa180b1f188a399307d9fd313fb4b4193d4c8de02b70cce02eaf9bdd8fc0c81c5d77c7414b4e27b71616fc0e69779a13a2862d84f1a1da17df7ac42253d5271210edd50e7644d5b20429dd98f5f1ef6b849750c5fed4a084b069090cf0ff3fe80ca513f193147cb1832ad2c0c0af8495752989ca305a4291c44e399eaeaeb993cd4b0ddb7cd9bdbb25fe2d884d0c4c79ae2ecf95f0824ad2133d6d71e41ce6f12f4a8e8f18622c18ea041d4a551a1e031182d96c', 1796000909854);
INSERT INTO public.requests VALUES (1400000002, '["ann","phone","keep"]', '01a229ff-09e6-7cca-a856-4b55b9fd5e50');
INSERT INTO public.requests VALUES (1400000002, '["token:06e329db131d","","F8-Lvl_6PIftdTYEK2ppKXYp-01JPczAmIkWbX5g858"]', '01a229ff-0a17-7d34-b697-fce7107a0a35');
INSERT INTO public.schema_steps VALUES (1, false, '2026-11-30 01:08:28.197336+00');
INSERT INTO public.schema_steps VALUES (2, false, '2026-11-30 01:08:28.197336+00');
INSERT INTO public.schema_steps VALUES (3, false, '2026-11-30 01:08:28.197336+00');
INSERT INTO public.schema_steps VALUES (4, false, '2026-11-30 01:08:28.197336+00');
INSERT INTO public.schema_steps VALUES (5, false, '2026-11-30 01:08:28.197336+00');
INSERT INTO public.tokens VALUES ('06e329db131d', 1796000908645, 'bd4b660577c9ff28430ddce2e8a74725d77fcbf3774e85e03a0ae59f28bfe9e7', '{"id":"06e329db131d","name":"stored","scopes":["admin"],"created_at":"2026-11-30T01:08:28.645Z","created_by":"operator"}');
INSERT INTO public.unfiled VALUES (1400000002, '01a229ff-05f7-78a1-a2f8-b31f7aabd61f');
INSERT INTO public.unfiled VALUES (1400000002, '01a229ff-09e6-7cca-a856-4b55b9fd5e50');
INSERT INTO public.usage VALUES (1400000002, 1795996800000, 'audio', 'completed', 1, 1, 7, 28, 13);
INSERT INTO public.usage VALUES (1400000002, 1795996800000, 'audio', 'canceled', 1, 0, 0, 6, 0);
INSERT INTO public.usage VALUES (1400000002, 1795996800000, 'audio', 'rejected', 1, 0, 0, 4, 0);
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
