package load

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestBuiltinScenariosAreGood(t *testing.T) {
	for _, name := range Builtin() {
		text, err := Text(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Decode(name, text)
		if err != nil {
			t.Error(err)
		}
		if s.Name != name || s.About == "" {
			t.Errorf("%s calls itself %q and is about %q", name, s.Name, s.About)
		}
	}
	if _, err := Text("weather"); err == nil || !strings.Contains(err.Error(), "ring-storm") {
		t.Errorf("an unknown one: %v", err)
	}
}

// TestBadScenarios: each fault is told with its line and what would be right.
func TestBadScenarios(t *testing.T) {
	for _, tc := range []struct{ text, line, want string }{
		{"users: 20\nuser: 7", ":", "line 2: field user not found"},
		{"rate: fast", ":", "line 1"},
		{"duration: 20", "x.yaml", "20"},
		{"users: 20\nrate: 0", "x.yaml:2:", "more than 0"},
		{"users: 1", "x.yaml:1:", "2 to 1000000"},
		{"devices: 40", "x.yaml:1:", "1 to 32"},
		{"answer: 0.8\nreject: 0.3", "x.yaml:1:", "1.10 together"},
		{"arrival: sometimes", "x.yaml:1:", "poisson or constant"},
		{"ring: 1s..9s", "x.yaml:1:", "ring_timeout"},
		{"ring: soon", "x.yaml", "1s..5s"},
		{"talk: 5s..1s", "x.yaml", "ends before it begins"},
		{"storm_every: 10s", "x.yaml", "storm_part"},
		{"crash: 1.5", "x.yaml:1:", "part of 1"},
		{"seed: -1", "line 1", "whole number, not negative"},
		{"group_size: 60\nusers: 50", "x.yaml:1:", "than there are users"},
		{"limits: {times: {rings: {p99: 1s}}}", "x.yaml:1:", "none of the times"},
		{"limits: {times: {ring: {p98: 1s}}}", "x.yaml", "p98"},
		{"duration: 0s\nusers: 0", "x.yaml:1:", "x.yaml:2: users"},
		{"[", "x.yaml", "yaml"},
	} {
		_, err := Decode("x.yaml", []byte(tc.text))
		if err == nil || !strings.Contains(err.Error(), tc.line) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: got %v, want %s … %s", tc.text, err, tc.line, tc.want)
		}
		if err != nil && strings.Contains(err.Error(), "load.") {
			t.Errorf("%q speaks of our code: %v", tc.text, err)
		}
	}
}

func TestSpread(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 1))
	for text, want := range map[string][3]time.Duration{ // least, most, mean
		"3s":     {3 * time.Second, 3 * time.Second, 3 * time.Second},
		"1s..3s": {time.Second, 3 * time.Second, 2 * time.Second},
		"~2s":    {0, 16 * time.Second, 2 * time.Second},
	} {
		s, err := ParseSpread(text)
		if err != nil || s.String() != text {
			t.Fatalf("%s reads as %s, %v", text, s, err)
		}
		var sum time.Duration
		const n = 20_000
		for range n {
			d := s.draw(chance)
			if d < want[0] || d > want[1] {
				t.Fatalf("%s gives %v", text, d)
			}
			sum += d
		}
		if mean := sum / n; mean < want[2]*95/100 || mean > want[2]*105/100 {
			t.Errorf("%s is %v on average", text, mean)
		}
	}
}

func TestSlope(t *testing.T) {
	line := func(outlier float64) (all []Point) {
		for x := range 20 {
			all = append(all, Point{float64(x), 5 + 2*float64(x)})
		}
		all[7].Y += outlier
		return all
	}
	for _, points := range [][]Point{line(0), line(1e6)} {
		if got := Slope(points); got != 2 {
			t.Errorf("slope %v, want 2", got)
		}
	}
	if got := Slope([]Point{{1, 1}}); got != 0 {
		t.Errorf("one point rises by %v", got)
	}
}
