package record_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/record"
)

func TestStatisticsCheck(t *testing.T) {
	full := `{"first_audio":420.5,"first_frame":610,"rtt":38.5,"rtt_max":60000,"jitter":0,"loss_in":0.004,"loss_out":1,"bitrate_in":10000000000,
		"bitrate_out":0,"freezes":1,"frozen":340,"quality":1.4,"reconnects":0,"transport":"relay","samples":30,"duration":60000}`
	for _, good := range []string{`{}`, full, `{"rtt":null}`, `{"quality":1}`, `{"quality":6}`, `{"unknown":["a"]}`} {
		var s record.Statistics
		if err := json.Unmarshal([]byte(good), &s); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	// Every number has bounds of its own: none is let through that is no number, negative or endless.
	shape := reflect.TypeFor[record.Statistics]()
	for i := range shape.NumField() {
		name, _, _ := strings.Cut(shape.Field(i).Tag.Get("json"), ",")
		if shape.Field(i).Type.Kind() != reflect.Pointer {
			continue
		}
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, -1e-9, 1e300, 1e11} {
			var s record.Statistics
			reflect.ValueOf(&s).Elem().Field(i).Set(reflect.ValueOf(&bad))
			err := s.Check()
			var refused *call.Error
			if !errors.As(err, &refused) || refused.Code != call.CodeInvalid || !strings.HasPrefix(refused.Text, "stats."+name+": must lie between ") {
				t.Errorf("%s %v: %v", name, bad, err)
			}
		}
	}
	for _, bad := range []string{`{"quality":0.9}`, `{"loss_in":1.01}`, `{"transport":"pigeon"}`, `{"rtt":60001}`} {
		var s record.Statistics
		if err := errors.Join(json.Unmarshal([]byte(bad), &s), s.Check()); err == nil {
			t.Errorf("%s is let through", bad)
		}
	}
}

func TestHeard(t *testing.T) {
	c := play(t, call.Start{Callees: []call.UserID{"bob", "cid"}}, step{5, call.Accept{By: phone("bob")}}, step{8, call.Accept{By: phone("cid")}},
		step{9, call.EndCall{By: admin}})
	after := 420.4
	for name, tc := range map[string]struct {
		leg      int
		after    *float64
		reported time.Time
		want     time.Time
	}{
		"the caller counts from the answer":           {0, &after, at(60), at(5).Add(420 * ms)},
		"who comes later counts from then":            {2, &after, at(60), at(8).Add(420 * ms)},
		"nothing is heard after it was reported":      {2, &after, at(8), at(8)},
		"nothing was said":                            {1, nil, at(60), time.Time{}},
		"a leg that is not there, from a later world": {3, &after, at(60), time.Time{}},
	} {
		r := record.Report{Leg: tc.leg, At: tc.reported}
		if got := r.Heard(&c, tc.after); !got.Equal(tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// The last leg of a device that was in the call is the one it reports for.
func TestLegOf(t *testing.T) {
	tablet := call.Actor{Kind: call.ByUser, User: "bob", Device: "bob-tablet"}
	c := play(t, call.Start{Callees: []call.UserID{"bob", "cid"}},
		step{2, call.Accept{By: phone("cid")}},
		step{3, call.Accept{By: phone("bob")}},
		step{4, call.Hangup{By: phone("bob")}},
		step{5, call.Join{By: tablet}},
		step{6, call.Hangup{By: tablet}},
		step{7, call.Join{By: phone("bob")}},
		step{8, call.Hangup{By: phone("bob")}},
		step{9, call.Invite{By: phone("cid"), Users: []call.UserID{"bob", "dan"}, RingFor: 30 * time.Second}},
		step{10, call.Reject{By: phone("bob")}},
		step{11, call.Reject{By: phone("dan")}})
	for _, tc := range []struct {
		by   call.Actor
		want int // -1: none
	}{
		{phone("ann"), 0},
		{phone("cid"), 2},
		{tablet, 3},
		{phone("bob"), 4},
		{phone("dan"), -1},
		{phone("eve"), -1},
		{call.Actor{User: "ann", Device: "ann-tablet"}, -1},
	} {
		l := record.LegOf(&c, tc.by.User, tc.by.Device)
		if tc.want < 0 && l != nil || tc.want >= 0 && (l == nil || l.N != tc.want) {
			t.Errorf("%s on %s: %+v, want leg %d", tc.by.User, tc.by.Device, l, tc.want)
		}
	}
}
