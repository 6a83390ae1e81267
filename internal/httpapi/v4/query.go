package v4

import (
	"net/url"
	"strings"
)

// query is what the gate needs of the query string. random and everything else is ignored.
type query struct {
	app            string // sdkappid
	user           string // identifier
	usersig        string
	contentType    string
	hasContentType bool
}

// parseQuery reads the parameters in one pass. Of a repeated one the first counts. It reports false if
// one that matters is badly escaped; others may hold anything.
func parseQuery(raw string) (q query, ok bool) {
	var hasApp, hasUser, hasSig bool
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(pair, "=")
		if name, ok = unescape(name); !ok {
			continue
		}
		var to *string
		var has *bool
		switch {
		case name == "sdkappid":
			to, has = &q.app, &hasApp
		case name == "usersig":
			to, has = &q.usersig, &hasSig
		case name == "contenttype":
			to, has = &q.contentType, &q.hasContentType
		case strings.EqualFold(name, "identifier"): // real callers write Identifier, too
			to, has = &q.user, &hasUser
		}
		if to == nil || *has {
			continue
		}
		if *to, ok = unescape(value); !ok {
			return query{}, false
		}
		*has = true
	}
	return q, true
}

// unescape undoes percent-encoding, mostly by finding none.
func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s, true
	}
	s, err := url.QueryUnescape(s)
	return s, err == nil
}
