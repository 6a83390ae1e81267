-- expand
-- A batch of changes in one round trip and one transaction. It lives here and not in the client, because its parts are planned once
-- per connection of the server, whatever lies between, and because nothing travels between judging and writing.
--
-- A batch never has two changes that touch the same call, user or request (queue.go sees to that), so each is judged by what is in
-- the tables alone. First all are judged by reading; then those that nothing stands against are written, in the order of their keys.
-- What another transaction has written in between breaks a unique key, and with it the whole batch: nothing of it is written, and
-- the client tries each change by itself. So a refusal writes nothing, and the unique keys are the judges.
--
-- A later version that needs another function makes one of another name, since servers of this version go on to call this one.
--
-- It returns a row for each change that is not written now, or one for each claim in its way. What it finds: done is a change that
-- was written by an earlier try whose answer was lost; repeated has the call of the request; conflict; claimed has a user and the
-- call that holds them.
CREATE TYPE verdict AS (n int, what text, call text, "user" text);

CREATE FUNCTION commit_changes(
    careful boolean, -- also look for what an earlier try, or a call that has ended, left; without it that breaks a unique key
    node_ text, channel text, -- who writes, and where to tell of it; an empty channel tells nobody
    apps bigint[], ids text[], froms bigint[], docs text[], deadlines bigint[],
    started bigint[], ended bigint[], results text[], kinds text[], medias text[], -- ended is null for a live call
    ats bigint[], tokens bigint[], nodes text[], rules text[], requests_ text[], ips text[], platforms text[], events_ text[],
    claimers int[], claimed text[], releasers int[], released text[], -- the number of the change, counted from 1, and the user
    tellers int[], tell_ns int[], tell_events text[], tell_ats bigint[], tell_bodies bytea[], tell_untils bigint[]
) RETURNS SETOF verdict LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off -- rows are few, and locks are taken in their order
SET plan_cache_mode = force_generic_plan SET lock_timeout = '1s'
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
