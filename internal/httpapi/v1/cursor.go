package v1

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"ringline/client"
)

const (
	pageSize = 50
	signed   = 16 // bytes of a cursor's signature
)

// limitOf is how many are asked for.
func limitOf(p client.Page) int {
	if p.Limit == 0 {
		return pageSize
	}
	return p.Limit
}

// cursor says where the next page begins. It is only good for the same list, of the same app, with the same filter.
func (s *Server) cursor(r *request, position any) (string, error) {
	text, err := json.Marshal(position)
	if err != nil {
		return "", fmt.Errorf("write a cursor: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(append(s.signCursor(r, text), text...)), nil
}

// position reads where a page begins. No cursor leaves into as it is.
func (s *Server) position(r *request, cursor string, into any) error {
	if cursor == "" {
		return nil
	}
	all, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(all) < signed || !hmac.Equal(all[:signed], s.signCursor(r, all[signed:])) {
		return invalid("query", "cursor", "is not one that this list gave with this filter")
	}
	if err := json.Unmarshal(all[signed:], into); err != nil {
		return fmt.Errorf("read a cursor: %w", err)
	}
	return nil
}

func (s *Server) signCursor(r *request, text []byte) []byte {
	filter := url.Values{}
	for name, all := range r.URL.Query() {
		if name != "cursor" && name != "limit" {
			filter[name] = all
		}
	}
	h := hmac.New(sha256.New, s.Cursors)
	fmt.Fprint(h, strings.Join([]string{r.op.id, r.URL.Path, filter.Encode(), ""}, "\n"))
	h.Write(text)
	return h.Sum(nil)[:signed]
}

// page cuts a list that is one longer than asked for, and says where the next page begins.
func page[T any](s *Server, r *request, all []T, limit int, position func(T) any) ([]T, string, error) {
	if len(all) <= limit {
		return all, "", nil
	}
	next, err := s.cursor(r, position(all[limit-1]))
	return all[:limit], next, err
}
