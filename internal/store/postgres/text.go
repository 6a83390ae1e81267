package postgres

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ringline/internal/call"
)

// Keep is a text as it is kept. PostgreSQL's texts hold no zero byte and nothing that is no UTF-8, and what clients call their
// devices may. Such a text is quoted as in Go, and so is one that begins as if it were.
func Keep[T ~string](text T) string {
	s := string(text)
	if strings.HasPrefix(s, `"`) || strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s) {
		return strconv.Quote(s)
	}
	return s
}

// Kept is a text that was kept, as it was.
func Kept[T ~string](s string) T {
	if strings.HasPrefix(s, `"`) {
		if text, err := strconv.Unquote(s); err == nil {
			return T(text)
		}
	}
	return T(s)
}

func keepAll[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, s := range all {
		list[i] = Keep(s)
	}
	return list
}

// KeepRequest is a request as its key; nil for none.
func KeepRequest(r call.Request) *string {
	if r == (call.Request{}) {
		return nil
	}
	text, err := json.Marshal([]string{Keep(r.User), Keep(r.Device), Keep(r.ID)})
	if err != nil {
		panic(err) // of three texts
	}
	key := string(text)
	return &key
}

// KeptRequest is the request of a key; none of nil.
func KeptRequest(key *string) (call.Request, error) {
	if key == nil {
		return call.Request{}, nil
	}
	var parts [3]string
	if err := json.Unmarshal([]byte(*key), &parts); err != nil {
		return call.Request{}, fmt.Errorf("read request: %w", err)
	}
	return call.Request{User: Kept[call.UserID](parts[0]), Device: Kept[call.DeviceID](parts[1]), ID: Kept[string](parts[2])}, nil
}

// some is a text, or null for an empty one if it may be.
func some(s *string) string {
	if s == nil {
		return ""
	}
	return Kept[string](*s)
}

// moment reads a time; null is the zero one.
func moment(milli *int64) time.Time {
	if milli == nil {
		return time.Time{}
	}
	return time.UnixMilli(*milli).UTC()
}
