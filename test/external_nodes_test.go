package test

import (
	"fmt"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"

	"ringline/client"
	"ringline/internal/audit"
	"ringline/internal/call"
	"ringline/internal/media"
	"ringline/internal/process"
)

// TestExternalMediaOfNodes: P13, P18. Two servers, one of them without media, and a LiveKit server of the operator. Calls are shared between
// them; what a dead server had goes to the LiveKit server, and what that had does not notice; a room of nobody is closed by whichever server is left;
// while nobody has media calls wait, and go on where they were.
func TestExternalMediaOfNodes(t *testing.T) {
	n := newNodes(t)
	first, second := n.options("first"), n.options("second")
	first.Listen, second.Listen = reserve(t), reserve(t)
	lk := operate(t, "media-1", second.Listen)
	row := listed("media-1", lk.URL, "")
	first.Config, second.Config = "media:\n  external:\n"+row, "media:\n  embedded: false\n  external:\n"+row
	one, two := launch(t, first), launch(t, second)
	n.subscribe(one)

	ann, bob := login(t, one.URL, n.app, "ann", "phone"), login(t, two.URL, n.app, "bob", "phone")
	inside := talk(t, ann, bob)
	la, lb := ann.listen(t, one.URL, inside), bob.listen(t, two.URL, inside)
	if la.url == lk.URL {
		t.Errorf("the first call is at %s, want it where the caller came in", la.url)
	}
	hearEachOther(t, la, lb)

	local := client.Local(second.Data)
	eventually(t, "the server without media to know what the other has to do", shows(t, local, func(n client.Node) bool {
		return n.Name == "first" && n.Kind == client.RinglineServer && n.Load == 1
	}))
	cid, dan := login(t, two.URL, n.app, "cid", "phone"), login(t, one.URL, n.app, "dan", "phone")
	outside := talk(t, cid, dan)
	lc, ld := cid.listen(t, two.URL, outside), dan.listen(t, one.URL, outside)
	if lc.url != lk.URL || ld.url != lk.URL {
		t.Errorf("the second call is at %s and %s, want %s", lc.url, ld.url, lk.URL)
	}
	hearEachOther(t, lc, ld)

	died := time.Now()
	if err := one.Kill(); err != nil {
		t.Fatal(err)
	}
	ann, dan = login(t, two.URL, n.app, "ann", "phone"), login(t, two.URL, n.app, "dan", "phone")
	hearEachOther(t, lc, ld)
	moved := func(d *device, moves int) func() bool {
		return func() bool {
			calls, err := d.calls(t.Context())
			return err == nil && len(calls) == 1 && calls[0].Moves == moves
		}
	}
	eventually(t, "the dead server's call to be moved", moved(ann, 1))
	t.Logf("moved %v after the death", time.Since(died))
	la.Disconnect()
	lb.Disconnect()
	la, _ = talking(t, two.URL, inside, ann, bob)
	if la.url != lk.URL || !moved(cid, 0)() {
		t.Errorf("the dead server's call is at %s, want %s, and the other where it was", la.url, lk.URL)
	}

	rooms := lksdk.NewRoomServiceClient(lk.URL, operatedKey, operatedSecret)
	ghost := media.RoomName(call.Ref{App: call.AppID(n.app.ID), ID: "ghost"})
	if _, err := rooms.CreateRoom(t.Context(), &livekit.CreateRoomRequest{Name: ghost}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "P13: a room of no call to be closed", func() bool {
		l, err := rooms.ListRooms(t.Context(), &livekit.ListRoomsRequest{Names: []string{ghost}})
		return err == nil && len(l.GetRooms()) == 0
	})

	if err := lk.Kill(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a ticket to be refused for now", func() bool {
		_, err := cid.do(t.Context(), "call.ticket", object{"call": outside})
		return refused(err) == 1014
	})
	eventually(t, "it to count as away", shows(t, local, func(n client.Node) bool { return n.Name == "media-1" && n.State == client.NodeAway }))
	process.RunLiveKit(t, lk.Options)
	eventually(t, "a ticket", func() bool {
		_, err := cid.do(t.Context(), "call.ticket", object{"call": outside})
		return err == nil
	})
	lc.Disconnect()
	ld.Disconnect()
	lc, ld = talking(t, two.URL, outside, cid, dan)
	for d, id := range map[*device]call.ID{cid: outside, bob: inside} {
		d.must(t, "call.hangup", object{"call": id})
		eventually(t, fmt.Sprintf("the back end to hear of the end of %s", id), func() bool { return n.said(id) })
	}
	lc.isOut(t, "the call is over")
	ld.isOut(t, "the call is over")
	n.audit(audit.Interval{From: died, To: time.Now()})
	if err := two.Stop(); err != nil {
		t.Error(err)
	}
}
