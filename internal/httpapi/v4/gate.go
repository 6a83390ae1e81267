package v4

import (
	"net/http"
	"strconv"
	"strings"

	"ringline/internal/auth"
	"ringline/internal/call"
	"ringline/internal/rates"
)

// enter lets a request in, or says why not. The order of the checks is that of reference/server-api.md §1.5:
// path, app, credentials present, content type, signature, administrator, network, rates. The body comes after them all,
// so whoever is refused costs no more than this: nothing of theirs is read, and no store is asked.
//
// There is no brake on wrong signatures (70050). One that counts them by account before it looks would let anybody lock out
// an administrator whose name they know, and one that looks first saves nothing: a signature is checked in microseconds,
// and its key cannot be guessed.
func (s *Server) enter(q *request) error {
	var known bool
	if q.command, known = s.commands[q.http.URL.Path]; !known {
		q.command = s.unknown
		return errNoCommand
	}
	if q.http.Method != http.MethodPost {
		return errMethod
	}
	params, ok := parseQuery(q.http.URL.RawQuery)
	if !ok {
		return errBadQuery
	}

	if params.app == "" {
		return errNoApp
	}
	id, err := strconv.ParseUint(params.app, 10, 63)
	if err != nil {
		return errBadApp
	}
	if cell := s.cells.Of(int64(id)); cell != nil {
		if params.user == "" || params.usersig == "" {
			return errNoCredentials // no cell would let it in; whether they are good only that one can tell
		}
		return elsewhere{cell}
	}
	if q.app = s.apps.App(int64(id)); q.app == nil {
		return errUnknownApp
	}
	if q.app.Disabled {
		return errDisabled
	}

	if params.user == "" || params.usersig == "" {
		return errNoCredentials
	}
	if params.hasContentType && !strings.EqualFold(params.contentType, "json") {
		return errContentType
	}
	q.admin = call.UserID(params.user)
	if err := s.auth.Verify(q.app, q.admin, params.usersig); err != nil {
		return err
	}
	if !q.app.Admin(params.user) {
		return errNotAdmin
	}
	if !q.app.Allows(auth.Peer(q.http)) {
		return errBadNetwork
	}
	if !s.lets(q.app.ID, q.command.name, q.app.Settings.RequestsPerSecond) {
		return errTooMany
	}
	if total := q.app.Settings.TotalRequests; total > 0 && !s.lets(q.app.ID, "", total) {
		return errTooManyInAll
	}
	return nil
}

// lets lets a request go, or reports that there were too many: so many per second, with as many at once
// (reference/server-api.md §1.6). Without a command's name it counts all commands of the app together.
func (s *Server) lets(app int64, command string, perSecond int) bool {
	return s.rates.Take(rates.Key{Door: "v4", Name: command, App: app}, rates.Limit{PerSecond: perSecond, Burst: perSecond})
}
