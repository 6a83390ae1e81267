package v1

import (
	"os"
	"path/filepath"
	"strconv"
	"time"

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

func (s *Server) listNodes(*request, none, none) (client.NodeList, error) {
	return client.NodeList{Nodes: s.Nodes()}, nil
}

func (s *Server) showIdentity(r *request, _, _ none) (client.Identity, error) {
	v := client.Identity{Name: r.who.name, Scopes: r.who.scopes}
	if r.who.app != 0 {
		v.App = strconv.FormatInt(int64(r.who.app), 10)
	}
	return v, nil
}

func (s *Server) makeBackup(r *request, _ none, b client.MakeBackup) (client.Backup, error) {
	if !filepath.IsAbs(b.Path) {
		return client.Backup{}, invalid("body", "path", "must be absolute: it is on the server's machine")
	}
	begun := time.Now()
	if err := s.Backup(r.Context(), b.Path); err != nil {
		// The operator may know: they own the machine, and most often it is the path.
		return client.Backup{}, &refusal{code: client.CodeUnavailable, detail: err.Error()}
	}
	info, err := os.Stat(b.Path)
	if err != nil {
		return client.Backup{}, err
	}
	s.note(r, "server.backup", b.Path, nil)
	return client.Backup{Path: b.Path, Bytes: info.Size(), TookMS: client.InMillis(time.Since(begun))}, nil
}
