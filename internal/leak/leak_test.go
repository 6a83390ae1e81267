package leak

import (
	"runtime"
	"strings"
	"testing"
)

// TestFind: a goroutine of ours is found, and only while it is there.
func TestFind(t *testing.T) {
	if err := Find(); err != nil {
		t.Fatalf("before: %v", err)
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		<-stop
	}()
	if err := Find(); err == nil || !strings.Contains(err.Error(), "leak.TestFind.func") {
		t.Errorf("with one: %v", err)
	}
	close(stop)
	<-stopped
	runtime.Gosched()
	if err := Find(); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestOthers: those of libraries are let be, unless we started them.
func TestOthers(t *testing.T) {
	const library = "found unexpected goroutines:\n" +
		"[Goroutine 7 in state chan receive, with github.com/livekit/x.(*Y).run on top of the stack:\n" +
		"github.com/livekit/x.(*Y).run(0x1)\n\tgithub.com/livekit/x/y.go:1 +0x1\n"
	if err := ours(library + "created by github.com/livekit/x.NewY in goroutine 1\n"); err != nil {
		t.Error(err)
	}
	if err := ours(library + "created by ringline/internal/media/livekit.Start in goroutine 1\n"); err == nil {
		t.Error("one that we started was let be")
	}
}
