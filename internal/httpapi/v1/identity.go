package v1

import (
	"net/http"
	"slices"
	"strings"

	"ringline/client"
	"ringline/internal/admin"
	"ringline/internal/auth"
	"ringline/internal/call"
)

// identity is who asks.
type identity struct {
	name   string     // as timelines and the audit log have it: operator, token:ID
	secret string     // of the token; empty for the operator
	app    call.AppID // the one app it may see; 0 for all
	scopes []client.Scope
	token  *admin.Token // nil for the operator
	local  bool         // the operator, over the socket
}

// operator is whoever may open the server's own socket.
var operator = identity{name: "operator", scopes: client.Scopes(), local: true}

func (who *identity) may(s client.Scope) bool {
	return s == "" || slices.Contains(who.scopes, s) || slices.Contains(who.scopes, client.Everything)
}

// sees reports whether the app may be known of at all.
func (who *identity) sees(app call.AppID) bool { return who.app == 0 || who.app == app }

// identify finds out who asks.
func (s *Server) identify(q *http.Request) (identity, error) {
	if isLocal(q) {
		return operator, nil
	}
	secret, err := bearer(q)
	if err != nil {
		return identity{}, err
	}
	return s.authenticate(secret)
}

// bearer is the token that a request has, good or not. What looks like none is refused.
func bearer(q *http.Request) (string, error) {
	scheme, secret, _ := strings.Cut(q.Header.Get("Authorization"), " ")
	if secret == "" || !strings.EqualFold(scheme, "Bearer") {
		return "", &refusal{
			code:   client.CodeUnauthorized,
			detail: "there is no token: send it as Authorization: Bearer …; `ringline token create` makes one",
		}
	}
	if secret = strings.TrimSpace(secret); !admin.IsToken(secret) {
		return "", &refusal{code: client.CodeUnauthorized, detail: admin.ErrToken.Error()}
	}
	return secret, nil
}

// actor is who asks as calls know parties.
func (r *request) actor() call.Actor {
	return call.Actor{
		Kind: call.ByAdmin, User: call.UserID(r.who.name),
		From: call.Origin{IP: auth.PeerText(r.Request), Platform: call.FromAPI},
	}
}
