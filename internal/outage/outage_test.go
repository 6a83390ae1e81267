package outage

import (
	"errors"
	"testing"
)

func TestNews(t *testing.T) {
	var o Outage
	bad := errors.New("it is away")
	for i, try := range []struct {
		err  error
		news bool
	}{{nil, false}, {bad, true}, {bad, false}, {nil, false}, {bad, true}, {bad, false}} {
		if news := o.News(try.err); news != try.news {
			t.Errorf("try %d: %v", i, news)
		}
	}
}
