package doctor

import (
	"context"
	"net"
	"strings"
	"time"

	"ringline/internal/cluster"
	"ringline/internal/redis"
	"ringline/internal/store/postgres"
)

// nodes looks whether this server can work with others on its database, and reach them.
func (p *patient) nodes(ctx context.Context) []Finding {
	if p.Config.Store.URL == "" {
		return nil // it is alone
	}
	database, err := postgres.Look(ctx, p.Config.Store)
	if err != nil {
		return []Finding{warn("other servers", "look into the store first", "could not be looked for: %v", err)}
	}
	p.living = database.Nodes
	me := p.Config.Cluster.NodeName()
	linked := p.Config.Redis.URL != ""
	all := []Finding{judgeNodes(database.Nodes, me, linked, p.running)}
	if !linked {
		return all
	}
	all = append(all, judgeRedis(redis.Look(ctx, p.Config.Redis)))
	for _, n := range database.Nodes {
		if n.Name != me && n.Inner != "" {
			all = append(all, judgeInner(n, reach(ctx, n.Inner)))
		}
	}
	return all
}

func judgeNodes(living []cluster.Node, me string, linked, running bool) Finding {
	const check = "other servers"
	var others []string
	for _, n := range living {
		switch {
		case n.Name == me && !running:
			return fail(check, "give each server a cluster.name of its own", "one with the name %q is alive, and it is not on this machine", me)
		case n.Name == me:
		case n.Single:
			return fail(check, "set redis.url there, too, or stop it", "%s uses the database without Redis, and hears of nothing that happens here", n.Name)
		default:
			others = append(others, n.Name)
		}
	}
	switch {
	case len(others) == 0:
		return ok(check, "none is alive on this database")
	case !linked:
		return fail(check, "set redis.url on all of them", "%s is alive, and without Redis they would not hear of each other", strings.Join(others, ", "))
	}
	return ok(check, "%s", strings.Join(others, ", "))
}

func judgeRedis(err error) Finding {
	const check = "redis"
	if err != nil {
		return fail(check, "see redis.url, and whether it runs and lets this machine in", "%v", err)
	}
	return ok(check, "it answers")
}

// reach connects to where another server serves its kind.
func reach(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return conn.Close()
}

func judgeInner(n cluster.Node, err error) Finding {
	check := "way to " + n.Name
	if err != nil {
		return fail(check, "see cluster.listen and cluster.advertise there, and what is between: without it clients here do not get into calls there", "%v", err)
	}
	return ok(check, "%s answers", n.Inner)
}
