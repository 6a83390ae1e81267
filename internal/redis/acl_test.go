package redis

import (
	"strings"
	"testing"

	"ringline/internal/redis/redistest"
)

// The rights that docs/redis.md names are enough.
func TestRights(t *testing.T) {
	server := redistest.New(t)
	if got := server.Do("ACL SETUSER ringline on >secret resetchannels &{ringline}:nodes -@all +@connection +publish +subscribe +unsubscribe"); !strings.HasPrefix(got, "+OK") {
		t.Fatal(got)
	}
	a, b, _ := trio(t, strings.Replace(server.URL(), "redis://", "redis://ringline:secret@", 1))
	a.Tell([]byte("hello"))
	b.hears("a: hello")
}
