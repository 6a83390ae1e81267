package server

import (
	"context"
	"errors"

	"ringline/internal/call"
	"ringline/internal/httpapi"
	v1 "ringline/internal/httpapi/v1"
)

// checks is what a server needs to be given traffic.
func (s *Server) checks(store store) []httpapi.Check {
	all := []httpapi.Check{{Name: "server", Probe: s.staying}, {Name: "store", Probe: store.Ping}}
	if s.config.Store.URL != "" { // a ping goes the same way as a call
		return all
	}
	calls := s.control
	return append(all, httpapi.Check{Name: "calls", Probe: func(ctx context.Context) error {
		_, err := calls.Load(ctx, call.Ref{App: 0, ID: "none"})
		if errors.Is(err, call.ErrNotFound) {
			return nil
		}
		return err
	}})
}

// apiChecks are the same for the API.
func apiChecks(all []httpapi.Check) []v1.Check {
	same := make([]v1.Check, len(all))
	for i, c := range all {
		same[i] = v1.Check(c)
	}
	return same
}
