package auth

import (
	"fmt"
	"strings"
	"testing"
)

func TestCacheStaysBounded(t *testing.T) {
	c := newCache(10)
	for i := range 1000 {
		c.put(fmt.Sprint("sig", i), proof{until: int64(i)})
		if n := len(c.young) + len(c.old); n > 10 {
			t.Fatalf("%d entries after %d, want at most 10", n, i+1)
		}
	}
	if p, ok := c.get("sig999"); !ok || p.until != 999 {
		t.Errorf("the latest is %+v, %v", p, ok)
	}
	if _, ok := c.get("sig0"); ok {
		t.Error("the first is still there")
	}
}

func TestCacheKeepsWhatIsUsed(t *testing.T) {
	c := newCache(10)
	c.put("used", proof{app: 1})
	for i := range 1000 {
		c.put(fmt.Sprint("sig", i), proof{})
		if _, ok := c.get("used"); !ok {
			t.Fatalf("forgotten after %d others although used", i+1)
		}
	}
}

func TestCacheRefusesLongTexts(t *testing.T) {
	c := newCache(10)
	long := strings.Repeat("x", cacheWidth+1)
	c.put(long, proof{})
	if _, ok := c.get(long); ok {
		t.Error("a very long signature was kept")
	}
}
