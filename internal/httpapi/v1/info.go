package v1

import (
	"strconv"

	"ringline/client"
)

func (s *Server) showServer(r *request, _, _ none) (client.Server, error) {
	v := client.Server{
		Version: s.Version, Node: s.Node, UptimeMS: client.InMillis(r.now.Sub(s.begun)), Ready: true, Checks: []client.Check{},
	}
	for _, c := range s.Checks {
		ok := c.Probe(r.Context()) == nil
		v.Ready = v.Ready && ok
		v.Checks = append(v.Checks, client.Check{Name: c.Name, OK: ok})
	}
	return v, nil
}

func (s *Server) showIdentity(r *request, _, _ none) (client.Identity, error) {
	v := client.Identity{Name: r.who.name, Scopes: r.who.scopes}
	if r.who.app != 0 {
		v.App = strconv.FormatInt(int64(r.who.app), 10)
	}
	return v, nil
}
