package test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/audit"
	"ringline/internal/audit/history"
	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/process/cell"
)

var (
	clusterRounds = flag.Int("cluster-rounds", 2, "how many rounds TestCluster goes through")
	clusterNodes  = flag.Int("cluster-nodes", 3, "how many nodes its cell has")
	clusterSeed   = flag.Uint64("cluster-seed", 0, "decides what happens to it, and when; 0 takes any")
	clusterOnly   = flag.String("cluster-only", "", "part of the name of the only trouble that there is to be")
)

const (
	troubles      = 3 // in a round
	clusterConfig = `
log: {level: warn}
realtime: {ping: 2s, pong: 1500ms, command: 1400ms, lease: 5s, rate: 1000, burst: 2000}
webhook: {allow_networks: [127.0.0.0/8]}
`
	// takenOver is how long after a node was lost the deadlines of its calls run again.
	takenOver = 5 * time.Second
)

// siege is a cell under attack, and everybody who uses it meanwhile.
type siege struct {
	t       *testing.T
	cell    *cell.Cell
	dice    *rand.Rand
	round   int
	backend *backend
	diary   diary
	down    []audit.Interval
	figures figures
	part    func() // sends everybody home; returns when they are
}

// TestCluster: the nodes of a cell are killed, stopped, and made to stand still, they lose PostgreSQL, Redis, their clients and each
// other, PostgreSQL restarts, crashes and is replaced by its standby, Redis comes back empty, while back ends and people on WebSockets
// call each other through the balancer. After each round everything comes to its end, and the history that PostgreSQL keeps is held against
// what all of them were told: P1–P10, P12, P14, P15, P19. Figures are shown and not judged.
func TestCluster(t *testing.T) {
	if err := noticeSources(); err != nil {
		t.Fatal(err)
	}
	seed := *clusterSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("again with: go test ./test -count 1 -v -run '^TestCluster$' -cluster-seed %d -cluster-rounds %d", seed, *clusterRounds)
	s := newSiege(t, seed, cell.Options{Binary: binary, Nodes: *clusterNodes, Apps: crowdApps})
	s.subscribe()
	next := s.deal()
	for s.round = range *clusterRounds {
		s.gather()
		for range troubles {
			s.pass(2 * time.Second)
			s.suffer(next())
		}
		s.pass(2 * time.Second)
		s.judge()
		if t.Failed() {
			break
		}
	}
	t.Log(s.figures.table())
	if err := s.figures.write(); err != nil {
		t.Error(err)
	}
}

// newSiege starts a cell.
func newSiege(t *testing.T, seed uint64, o cell.Options) *siege {
	t.Helper()
	s := &siege{t: t, dice: rand.New(rand.NewPCG(seed, 0)), backend: &backend{t: t, app: crowdApp()}}
	o.Config, o.Output = clusterConfig, &shownWhileRunning{t: t}
	var err error
	s.cell, err = cell.Start(t.Context(), o)
	if cell.Missing(err) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.cell.Close(); err != nil {
			t.Error(err)
		}
	})
	s.figures.begin()
	return s
}

// subscribe has a back end told of everything that happens to its calls.
func (s *siege) subscribe() {
	t := s.t
	t.Helper()
	receiver := httptest.NewServer(s.backend)
	t.Cleanup(receiver.Close)
	newAPI(s.cell.URL, crowdApp()).must(t, "set_callback", object{
		"Url": receiver.URL + "/rtc?token=s%2Fcret", "CallbackCommandList": dialect.Webhooks(),
	})
	for _, n := range s.cell.Nodes {
		eventually(t, n.Name+" knows where to tell of calls", func() bool {
			r, err := newAPI(n.Process().URL, crowdApp()).do(t.Context(), "get_callback", object{})
			return err == nil && r.ErrorCode == 0 && r.Response.Url != ""
		})
	}
}

// deal returns what happens next: everything once, in any order, and then again in another one.
func (s *siege) deal() func() trouble {
	all := slices.DeleteFunc(slices.Clone(everyTrouble), func(tr trouble) bool {
		return tr.many && len(s.cell.Nodes) == 1 || !strings.Contains(tr.name, *clusterOnly)
	})
	if len(all) == 0 {
		s.t.Fatalf("no trouble is called %q", *clusterOnly)
	}
	var left []trouble
	return func() trouble {
		if len(left) == 0 {
			left = slices.Clone(all)
			s.dice.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		}
		next := left[0]
		left = left[1:]
		return next
	}
}

// gather lets everybody in.
func (s *siege) gather() {
	s.backend.be(false)
	ctx, stop := context.WithCancel(s.t.Context())
	var people sync.WaitGroup
	for n := range crowdBackEnds {
		w := worker{api: newAPI(s.cell.URL, crowdApp()), diary: &s.diary, n: n, lost: s.round << 20}
		w.noted = s.figures.backEnd()
		people.Go(func() {
			for ctx.Err() == nil {
				if !w.call(context.WithoutCancel(ctx)) {
					w.lost++
				}
				pause(ctx, time.Duration(rand.IntN(20))*time.Millisecond)
			}
		})
	}
	for n := range crowdPhones {
		m := s.newMember(n)
		people.Go(func() { m.live(ctx) })
	}
	s.part = sync.OnceFunc(func() {
		stop()
		people.Wait()
	})
	s.t.Cleanup(s.part)
}

// pass lets the cell work for a while.
func (s *siege) pass(d time.Duration) {
	s.t.Helper()
	select {
	case <-s.t.Context().Done():
		s.t.Fatal("the test was ended")
	case <-time.After(d):
	}
}

// suffer lets a trouble happen and waits until the cell is whole again.
func (s *siege) suffer(tr trouble) {
	s.t.Helper()
	from := time.Now()
	done := s.figures.during(tr.name)
	what, err := tr.happens(s)
	s.t.Logf("round %d: %s %s, from %s for %v", s.round+1, tr.name, what, from.Format("15:04:05.000"), time.Since(from).Round(time.Millisecond))
	if err := errors.Join(err, s.cell.Heal(s.t.Context())); err != nil {
		s.t.Fatal(err)
	}
	eventually(s.t, "every node is ready again after: "+tr.name, func() bool {
		return !slices.ContainsFunc(s.cell.Nodes, func(n *cell.Node) bool { return !isReady(s.t.Context(), n.Process().URL) })
	})
	done()
	until := time.Now()
	if tr.many || tr.node { // the others go on after that
		until = from.Add(takenOver)
	}
	s.down = append(s.down, audit.Interval{From: from, To: until})
}

func isReady(ctx context.Context, url string) bool {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/readyz", nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = response.Body.Close() // nobody reads it
	return response.StatusCode == http.StatusOK
}

// judge sends everybody home, waits until all calls and messages have come to their end, and has everything audited.
func (s *siege) judge() {
	t := s.t
	t.Helper()
	s.part()
	eventually(t, "every call comes to its end", func() bool { return s.count("SELECT count(*) FROM calls") == 0 })
	s.backend.recover()
	eventually(t, "every message is taken", func() bool { return s.count("SELECT count(*) FROM deliveries WHERE state = 'pending'") == 0 })
	h, err := history.ReadShared(t.Context(), s.cell.Database())
	if err != nil {
		t.Fatal(err)
	}
	h.Held = s.held()
	h.Hooks = map[call.AppID][]string{call.AppID(crowdApp().ID): dialect.Webhooks()}
	h.Heard = s.backend.copy()
	h.Told, h.Down, h.Now, h.Over = s.diary.copy(), s.down, time.Now(), true
	broken := audit.Audit(h)
	for _, b := range broken[:min(len(broken), 20)] {
		t.Errorf("%v\n%s", b, s.story(b.Call))
	}
	if len(broken) > 20 {
		t.Errorf("and %d more", len(broken)-20)
	}
	s.figures.look(&h, broken)
	for _, who := range s.figures.unheard {
		t.Errorf("P10: nobody told %s, although nothing happened", who)
	}
	t.Logf("round %d: %d calls, %d changes, %d things told, %d messages heard, %d promises broken",
		s.round+1, len(h.Calls), len(h.Log), len(h.Told), len(h.Heard), len(broken))
	rules := map[string]int{}
	for i := range h.Log {
		rules[h.Log[i].Rule]++
	}
	for _, rule := range crowdRules {
		if rules[rule] == 0 {
			t.Errorf("nobody did %s: the test shows nothing about it (%v)", rule, rules)
		}
	}
	if len(h.Calls) < 50*troubles*(s.round+1) {
		t.Errorf("too little happened: %v", rules)
	}
}

// count asks the database.
func (s *siege) count(question string) (n int) {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.cell.Database())
	if err == nil {
		err = errors.Join(conn.QueryRow(s.t.Context(), question).Scan(&n), conn.Close(s.t.Context()))
	}
	if err != nil {
		s.t.Fatalf("%s: %v", question, err)
	}
	return n
}

// story is what the database has of a call: who committed what when, and what became of the messages.
func (s *siege) story(of call.Ref) string {
	const question = `SELECT format('%s version %s: %s by %s', to_timestamp(at / 1000.0)::time, version, rule, node) FROM changes WHERE app = $1 AND call = $2
		UNION ALL SELECT format('%s message %s of version %s: %s at %s after %s tries %s', to_timestamp(at / 1000.0)::time, event, version, state,
			to_timestamp(settled_at / 1000.0)::time, tries, attempts) FROM deliveries WHERE app = $1 AND call = $2 ORDER BY 1`
	conn, err := pgx.Connect(s.t.Context(), s.cell.Database())
	if err != nil {
		return err.Error()
	}
	defer conn.Close(context.WithoutCancel(s.t.Context()))
	rows, err := conn.Query(s.t.Context(), question, int64(of.App), string(of.ID))
	if err != nil {
		return err.Error()
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err.Error()
	}
	return strings.Join(lines, "\n")
}

// held is whom the store says calls hold.
func (s *siege) held() map[audit.Holder]call.ID {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.cell.Database())
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(s.t.Context()))
	rows, err := conn.Query(s.t.Context(), `SELECT app, "user", call FROM claims`)
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[audit.Holder]call.ID{}
	var app int64
	var user, id string
	if _, err := pgx.ForEachRow(rows, []any{&app, &user, &id}, func() error {
		all[audit.Holder{App: call.AppID(app), User: call.UserID(user)}] = call.ID(id)
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
	return all
}

// shownWhileRunning is [shown] for lines that may come when the test is over.
type shownWhileRunning struct {
	t  *testing.T
	mu sync.Mutex
}

func (s *shownWhileRunning) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.t.Context().Err() == nil {
		s.t.Log(strings.TrimRight(string(p), "\n"))
	}
	return len(p), nil
}

// newMember makes somebody with a phone, who connects again soon and asks for the truth then.
func (s *siege) newMember(n int) *member {
	return newMember(s.t, s.cell.URL, person(n), call.DeviceID(fmt.Sprint("round", s.round+1)), &s.diary, &s.figures)
}
