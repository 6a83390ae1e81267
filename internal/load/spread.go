package load

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Spread is a length of time that differs from one call to the next: "3s" always, "1s..5s" any in between, "~3s" 3 s on average
// with an exponential distribution, as the lengths of real calls have.
type Spread struct {
	from, to time.Duration
	mean     time.Duration // of an exponential one; 0 if it is none
}

// longest is the most that an exponential spread gives, in means: a single one in 3,000 would be longer.
const longest = 8

// ParseSpread reads one.
func ParseSpread(text string) (Spread, error) {
	parse := func(s string) (time.Duration, error) {
		d, err := time.ParseDuration(strings.TrimSpace(s))
		if err != nil || d < 0 {
			return 0, fmt.Errorf("must be a time such as 3s, 1s..5s (any in between) or ~3s (on average), not %q", text)
		}
		return d, nil
	}
	if mean, ok := strings.CutPrefix(text, "~"); ok {
		d, err := parse(mean)
		return Spread{mean: d}, err
	}
	low, high, between := strings.Cut(text, "..")
	from, err := parse(low)
	if err != nil || !between {
		return Spread{from: from, to: from}, err
	}
	to, err := parse(high)
	if err == nil && to < from {
		err = fmt.Errorf("ends before it begins: %q", text)
	}
	return Spread{from: from, to: to}, err
}

// UnmarshalYAML reads a spread from a scenario.
func (s *Spread) UnmarshalYAML(n *yaml.Node) (err error) {
	*s, err = ParseSpread(n.Value)
	return err
}

// MarshalText writes it as it is read.
func (s Spread) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads it from a result.
func (s *Spread) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSpread(string(text))
	return err
}

func (s Spread) String() string {
	switch {
	case s.mean > 0:
		return "~" + s.mean.String()
	case s.from == s.to:
		return s.from.String()
	}
	return s.from.String() + ".." + s.to.String()
}

// most is the longest that it can be.
func (s Spread) most() time.Duration { return max(s.to, longest*s.mean) }

func (s Spread) draw(r *rand.Rand) time.Duration {
	switch {
	case s.mean > 0:
		return time.Duration(min(-math.Log(1-r.Float64()), longest) * float64(s.mean))
	case s.to > s.from:
		return s.from + time.Duration(r.Int64N(int64(s.to-s.from)+1))
	}
	return s.from
}
