package test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"ringline/internal/call"
	"ringline/internal/process/cell"
)

var versionsBefore = flag.String("versions-before", "", "commit of the version that TestVersions begins with; empty leaves the test out, as it takes minutes")

// TestVersions: P18. The nodes of a cell are replaced, one after the other, by those of the next version, while back ends and people use it as in
// [TestCluster]; one goes back and forth again. No promise is broken, calls are changed by nodes of both versions, and media and lists find their way
// between them. So do the version before and this one, and this one and one to come, which says more everywhere and adds to the schema.
func TestVersions(t *testing.T) {
	if *versionsBefore == "" {
		t.Skip("make test-versions runs it")
	}
	if err := noticeSources(); err != nil {
		t.Fatal(err)
	}
	top, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	this := buildVersion(t, top, "this")
	t.Run("before", func(t *testing.T) { replaceAll(t, buildCommit(t, *versionsBefore), this) })
	t.Run("next", func(t *testing.T) {
		u := replaceAll(t, this, buildNext(t))
		u.contract()
	})
}

// upgrade is a cell whose nodes are replaced.
type upgrade struct {
	*siege
	old, new string
	tenures  []tenure
	stays    call.ID // a call that lasts from the beginning to the end
	met      int     // calls that were made to find out something
}

// tenure is since when a node is of a version.
type tenure struct {
	node, binary string
	since        time.Time
}

// replaceAll has one version take the place of the other.
func replaceAll(t *testing.T, old, new string) *upgrade {
	t.Helper()
	s := newSiege(t, rand.Uint64(), cell.Options{Binary: old, Nodes: 3})
	u := &upgrade{siege: s, old: old, new: new}
	for _, n := range s.cell.Nodes {
		u.tenures = append(u.tenures, tenure{n.Name, old, time.Time{}})
	}
	u.makeApp()
	s.subscribe()
	s.gather()
	u.stays = talk(t, login(t, s.cell.URL, crowdApp(), apart("stays", 1), "phone"), login(t, s.cell.URL, crowdApp(), apart("stays", 2), "phone"))
	s.pass(2 * time.Second)
	s.suffer(trouble{name: "the schema is expanded, behind a long transaction", node: true, happens: u.migrate})
	first, second, third := s.cell.Nodes[0], s.cell.Nodes[1], s.cell.Nodes[2]
	for _, step := range []struct {
		node *cell.Node
		to   string
	}{{first, new}, {second, new}, {second, old}, {second, new}, {third, new}, {first, old}, {first, new}} {
		s.suffer(trouble{name: "a node is replaced by one of version " + versionOf(step.to), node: true, happens: func(*siege) (string, error) {
			return step.node.Name, u.replace(step.node, step.to)
		}})
		u.look()
		s.pass(2 * time.Second)
	}
	if r := newAPI(s.cell.URL, crowdApp()).must(t, "get_call_info", object{"CallId": u.stays}); len(r.Response.UserList) != 2 {
		t.Errorf("P18: in the call that lasts are %+v", r.Response.UserList)
	}
	newAPI(s.cell.URL, crowdApp()).must(t, "end_call", object{"CallId": u.stays})
	s.judge()
	u.mixed()
	t.Log(s.figures.table())
	return u
}

func versionOf(binary string) string { return strings.TrimPrefix(filepath.Base(binary), "ringline-") }

// makeApp makes the app as an operator of the old version does.
func (u *upgrade) makeApp() {
	u.t.Helper()
	file := filepath.Join(u.t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(crowdApp().Secrets[0]), 0o600); err != nil {
		u.t.Fatal(err)
	}
	u.run(u.cell.Nodes[0], "app", "create", "test", "--id", fmt.Sprint(crowdApp().ID), "--secret-file", file, "--requests-per-second", "1000000", "--multi-device",
		"--webhook-requests", "64")
}

// run has a node's binary do something, and returns what it says.
func (u *upgrade) run(n *cell.Node, args ...string) string {
	u.t.Helper()
	said, err := n.Command(u.t.Context(), args...).CombinedOutput()
	if err != nil {
		u.t.Fatalf("%v: %v\n%s", args, err, said)
	}
	return string(said)
}

// migrate expands the schema with the new binary while all servers are of the old one, and while somebody reads for long, as a backup does.
func (u *upgrade) migrate(s *siege) (string, error) {
	conn, err := pgx.Connect(s.t.Context(), s.cell.Database())
	if err != nil {
		return "", err
	}
	defer conn.Close(context.WithoutCancel(s.t.Context()))
	if _, err := conn.Exec(s.t.Context(), "BEGIN; SELECT count(*) FROM calls; SELECT count(*) FROM changes; SELECT count(*) FROM nodes"); err != nil {
		return "", err
	}
	node := s.cell.Nodes[0]
	node.Use(u.new)
	defer node.Use(u.old)
	command := node.Command(s.t.Context(), "migrate")
	var said strings.Builder
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		return "", err
	}
	s.pass(4 * time.Second)
	err = errors.Join(conn.Close(s.t.Context()), command.Wait())
	return strings.TrimSpace(said.String()), err
}

// replace stops a node and starts another version in its place.
func (u *upgrade) replace(n *cell.Node, binary string) error {
	if err := n.Stop(); err != nil {
		return err
	}
	u.tenures = append(u.tenures, tenure{n.Name, binary, time.Now()})
	n.Use(binary)
	return n.Start(u.t.Context())
}

// at is the version that a node was of.
func (u *upgrade) at(node string, when time.Time) (binary string) {
	for _, x := range u.tenures {
		if x.node == node && !x.since.After(when) {
			binary = x.binary
		}
	}
	return binary
}

// look sees whether nodes of both versions work together: they list each other with their versions, people on any two of them talk, and each passes media on to the
// one that has the room.
func (u *upgrade) look() {
	t := u.t
	t.Helper()
	for i, n := range u.cell.Nodes {
		other := u.cell.Nodes[(i+1)%len(u.cell.Nodes)]
		eventually(t, n.Name+" lists all nodes with their versions", func() bool {
			list := u.run(n, "node", "list")
			return !slices.ContainsFunc(u.cell.Nodes, func(n *cell.Node) bool {
				return !slices.ContainsFunc(strings.Split(list, "\n"), func(line string) bool {
					return strings.HasPrefix(line, n.Name+" ") && strings.Contains(line, " "+versionOf(u.at(n.Name, time.Now()))+" ")
				})
			})
		})
		u.met++
		ann := login(t, n.Process().URL, crowdApp(), apart("ann", u.met), "phone")
		bob := login(t, other.Process().URL, crowdApp(), apart("bob", u.met), "phone")
		id := ringing(t, ann, bob, time.Minute)
		ticket := bob.must(t, "call.accept", object{"call": id}).Ticket
		ann.hears(t, id, "that it was answered", func(m *callMessage) bool { return m.AnsweredAt > 0 })
		for _, door := range u.cell.Nodes {
			eventually(t, "the ticket is good on "+door.Name, func() bool { return u.admits(door.Process().URL, ticket.Token) })
		}
		ann.must(t, "call.hangup", object{"call": id})
		bob.hears(t, id, "that it is over", over)
		ann.Close()
		bob.Close()
	}
}

// admits reports whether a node, or whichever it asks, would let somebody into a room.
func (u *upgrade) admits(base, token string) bool {
	request, err := http.NewRequestWithContext(u.t.Context(), http.MethodGet, base+"/rtc/validate?access_token="+token, http.NoBody)
	if err != nil {
		u.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = response.Body.Close() // nobody reads it
	return response.StatusCode == http.StatusOK
}

// mixed counts the calls that nodes of both versions changed: without any the test shows nothing.
func (u *upgrade) mixed() {
	u.t.Helper()
	conn, err := pgx.Connect(u.t.Context(), u.cell.Database())
	if err != nil {
		u.t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(u.t.Context()))
	rows, err := conn.Query(u.t.Context(), "SELECT call, node, to_timestamp(at / 1000.0) FROM changes")
	if err != nil {
		u.t.Fatal(err)
	}
	by := map[string]map[string]bool{}
	var id, node string
	var at time.Time
	if _, err := pgx.ForEachRow(rows, []any{&id, &node, &at}, func() error {
		if by[id] == nil {
			by[id] = map[string]bool{}
		}
		by[id][u.at(node, at)] = true
		return nil
	}); err != nil {
		u.t.Fatal(err)
	}
	mixed := 0
	for _, versions := range by {
		if len(versions) > 1 {
			mixed++
		}
	}
	u.t.Logf("of %d calls %d were changed by nodes of both versions", len(by), mixed)
	if mixed < 100 {
		u.t.Error("too few calls were changed by nodes of both versions")
	}
}

// contract takes away what the old version needs: not while one of its servers lives, and then it does not start any more, and says why.
func (u *upgrade) contract() {
	t := u.t
	t.Helper()
	node := u.cell.Nodes[0]
	if err := u.replace(node, u.old); err != nil {
		t.Fatal(err)
	}
	node.Use(u.new)
	refused, err := node.Command(t.Context(), "migrate", "--contract").CombinedOutput()
	if err == nil || !strings.Contains(string(refused), node.Name) {
		t.Errorf("with a server of the old version the schema is contracted: %s", refused)
	}
	if err := u.replace(node, u.new); err != nil {
		t.Fatal(err)
	}
	t.Log(u.run(node, "migrate", "--contract"))
	if err := node.Stop(); err != nil {
		t.Fatal(err)
	}
	node.Use(u.old)
	if err := node.Start(t.Context()); err == nil || !strings.Contains(err.Error(), "newer ringline") {
		t.Errorf("the old version starts on a schema that it cannot use, or does not say why not: %v", err)
	}
	node.Use(u.new)
	if err := node.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	u.look()
}
