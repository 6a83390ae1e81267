package webhook_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"ringline/internal/call"
	"ringline/internal/dialect"
	"ringline/internal/tenant"
	"ringline/internal/webhook"
)

func say(status int, text string, took bool) behaviour {
	return behaviour{answer: func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
		return took
	}}
}

// The ways in which a receiver can be bad. What it took although it looked otherwise to us it has taken: it hears it again.
var faults = map[string]behaviour{
	"refuses connections": {dial: func() error { return errors.New("connection refused") }},
	"hangs": {answer: func(_ http.ResponseWriter, r *http.Request, _ string) bool {
		<-r.Context().Done()
		return false
	}},
	"answers late": {answer: func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		time.Sleep(2500 * time.Millisecond)
		_, _ = io.WriteString(w, "{}")
		return true
	}},
	"answers slowly, byte for byte": {answer: func(w http.ResponseWriter, r *http.Request, _ string) bool {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, " "); err != nil || http.NewResponseController(w).Flush() != nil {
				return false
			}
			time.Sleep(300 * time.Millisecond)
		}
		return false
	}},
	"answers 500":         say(500, "{}", false),
	"answers 204":         say(204, "", false),
	"answers 403":         say(403, `{"ErrorCode":0}`, false),
	"answers HTML":        say(200, "<!DOCTYPE html><title>Welcome to nginx!</title>", false),
	"answers nothing":     say(200, "", false),
	"answers an error":    say(200, `{"ActionStatus":"FAIL","ErrorInfo":"db","ErrorCode":1}`, false),
	"answers without end": say(200, `{"x":"`+strings.Repeat("x", 100_000)+`"}`, true),
	"closes early": {answer: func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		c, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_ = c.Close()
		}
		return true
	}},
	"closes within the answer": {answer: func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		c, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"Action")
			_ = c.Close()
		}
		return false
	}},
	"speaks no HTTP": {answer: func(w http.ResponseWriter, _ *http.Request, _ string) bool {
		c, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_, _ = io.WriteString(c, "220 mail.example.com ESMTP\r\n")
			_ = c.Close()
		}
		return false
	}},
	"redirects": {answer: func(w http.ResponseWriter, r *http.Request, _ string) bool {
		http.Redirect(w, r, "http://8.8.0.2/elsewhere", http.StatusTemporaryRedirect)
		return false
	}},
}

// P6: whatever a receiver does for an hour, afterwards it has heard exactly what the history says, in order for each call and the
// same bytes each time. P17: another app's receiver hears everything at once meanwhile.
func TestReceivers(t *testing.T) {
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				bad, good := w.nets["8.8.0.1:80"], w.nets["8.8.0.2:80"]
				bad.set(fault)
				for range 4 {
					w.calls(app, 3)
					w.calls(otherApp, 3)
					w.pass(15 * time.Minute)
				}
				if n := w.settled(app, webhook.Delivered); n != 0 {
					t.Errorf("%d messages were taken by somebody who takes none", n)
				}
				begun := time.Now()
				for _, q := range good.requests() {
					if strings.Contains(q.url, "elsewhere") {
						t.Error("a redirect was followed")
					}
				}
				if n := w.settled(otherApp, webhook.Pending); n != 0 {
					t.Errorf("P17: %d messages of the other app wait", n)
				}
				bad.set(behaviour{})
				// The longest pause may just have begun; what comes after the first success comes at once.
				w.pass(33 * time.Minute)
				if n := w.pending(); n != 0 {
					t.Errorf("%d messages are still pending after %v", n, time.Since(begun))
				}
				w.check()
				if strings.Contains(w.logged.String(), "t0ken") {
					t.Error("the log shows the URL's query")
				}
			})
		})
	}
}

// P6 with a receiver that is bad at random: it takes a message and does not say so, or neither.
func TestUnreliableReceiver(t *testing.T) {
	for seed := range uint64(5) {
		inWorld(t, func(w *world) {
			r, fate := rand.New(rand.NewPCG(seed, 7)), rand.New(rand.NewPCG(seed, 8))
			modes := []behaviour{{}, faults["answers 500"], faults["answers late"], faults["closes early"], {}, faults["answers HTML"]}
			var mu sync.Mutex
			w.nets["8.8.0.1:80"].set(behaviour{answer: func(rw http.ResponseWriter, q *http.Request, body string) bool {
				mu.Lock()
				mode := modes[fate.IntN(len(modes))]
				mu.Unlock()
				if mode.answer == nil {
					_, _ = io.WriteString(rw, "{}")
					return true
				}
				return mode.answer(rw, q, body)
			}})
			for range 20 {
				w.calls(app, 1)
				w.pass(time.Duration(r.IntN(5000)) * time.Millisecond)
			}
			w.nets["8.8.0.1:80"].set(behaviour{})
			w.pass(70 * time.Minute)
			if n := w.pending(); n != 0 {
				t.Errorf("seed %d: %d messages are pending", seed, n)
			}
			w.check()
		})
	}
}

// The first attempt is made at once, the next ones after the documented pauses and then ever longer ones.
func TestPauses(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		r.set(faults["answers 500"])
		begun := time.Now()
		w.start(app)
		w.pass(4 * time.Hour)
		var gaps []time.Duration
		last := begun
		for _, q := range r.requests() {
			gaps = append(gaps, q.at.Sub(last))
			last = q.at
		}
		want := []time.Duration{0, 1, 1, 2, 3, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600}
		for i := range want {
			spread := want[i] * time.Second * 105 / 100
			if i >= len(gaps) || gaps[i] != spread {
				t.Fatalf("the pauses are %v, want %v, each half of a tenth longer", gaps, want)
			}
		}
	})
}

// When a receiver that was down takes something, everything that waits is tried soon, and not when it is due.
func TestReceiverIsBack(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		r.set(faults["refuses connections"])
		for range 5 {
			w.call(app)
			w.pass(time.Second)
		}
		w.pass(5 * time.Hour) // all wait for an hour each
		r.set(behaviour{})
		w.start(app) // something new is taken at once
		w.pass(time.Second)
		if n := w.pending(); n != 0 {
			t.Errorf("%d messages wait although the receiver is back", n)
		}
		w.pass(time.Minute)
		w.check()
	})
}

// One message that a receiver cannot digest holds up its own call and no other.
func TestOnePoisonousCall(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		poison := w.start(app)
		w.pass(time.Second)
		r.set(behaviour{answer: func(rw http.ResponseWriter, _ *http.Request, body string) bool {
			if strings.Contains(body, string(poison.ID)) {
				rw.WriteHeader(http.StatusInternalServerError)
				return false
			}
			_, _ = io.WriteString(rw, "{}")
			return true
		}})
		w.do(poison, call.EndCall{By: admin})
		for range 100 {
			w.call(app)
			w.pass(time.Second)
			if n := w.pending(); n != 2 {
				t.Fatalf("%d messages wait, want the two of one call", n)
			}
		}
		tried := 0
		for _, q := range r.requests() {
			if strings.Contains(q.body, string(poison.ID)) {
				tried++
			}
		}
		if tried > 15 {
			t.Errorf("the one was tried %d times within 100 s", tried)
		}
	})
}

// P17: an app has a bounded number of requests under way, and when its receiver is down one at a time.
func TestOpenRequestsAreBounded(t *testing.T) {
	inWorld(t, func(w *world) {
		w.apps.change(app, func(a *tenant.App) { a.Settings.WebhookRequests = 4 })
		r := w.nets["8.8.0.1:80"]
		r.set(behaviour{answer: func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
			time.Sleep(time.Second)
			_, _ = io.WriteString(rw, "{}")
			return true
		}})
		for range 30 {
			w.call(app)
		}
		w.pass(5 * time.Minute)
		w.check()
		if r.most != 4 {
			t.Errorf("%d requests at a time, want 4", r.most)
		}

		r.set(faults["hangs"])
		for range 30 {
			w.start(app)
		}
		w.pass(10 * time.Minute)
		before := len(r.requests())
		w.pass(10 * time.Minute)
		if n := len(r.requests()) - before; n > 25 {
			t.Errorf("a receiver that is down was asked %d times in ten minutes", n)
		}
	})
}

// More calls than a lane keeps in memory, to a receiver that is slow and takes everything.
func TestMoreThanFits(t *testing.T) {
	inWorld(t, func(w *world) {
		w.nets["8.8.0.1:80"].set(behaviour{answer: func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
			time.Sleep(time.Second)
			_, _ = io.WriteString(rw, "{}")
			return true
		}})
		w.pass(time.Second) // the queue has looked what there is from before
		for range 1500 {
			w.call(app)
		}
		w.pass(10 * time.Minute)
		if n := w.pending(); n != 0 {
			t.Errorf("%d messages are pending", n)
		}
		w.check()
	})
}

// What is committed while a lane finds out what a call has to send is sent all the same.
func TestCommittedWhileLooking(t *testing.T) {
	inWorld(t, func(w *world) {
		w.stop()
		ref := w.start(app)
		once := false
		w.store.onRead = func() {
			if !once {
				once = true
				w.do(ref, call.Accept{By: on("bob-1")})
				time.Sleep(time.Second) // until the queue knows
			}
		}
		w.begin() // which reads the call from the store
		w.pass(5 * time.Second)
		if n := w.pending(); n != 0 || !once {
			t.Errorf("%d messages are pending", n)
		}
	})
}

// P17: apps whose receivers hang take no turn from others, though all of them share the slots.
func TestHangingReceiversDelayNobody(t *testing.T) {
	inWorld(t, func(w *world) {
		hanging := w.nets["8.8.0.1:80"]
		hanging.set(faults["hangs"])
		for n := range call.AppID(10) {
			id := 1400000100 + n
			w.apps.set(id, &tenant.Webhook{URL: "http://8.8.0.1/", Events: dialect.Webhooks()})
			for range 20 {
				w.start(id)
			}
		}
		w.pass(time.Minute)
		for range 20 {
			begun := time.Now()
			w.call(otherApp)
			w.pass(time.Second)
			for _, q := range w.nets["8.8.0.2:80"].requests() {
				if late := q.at.Sub(begun); late > time.Second {
					t.Fatalf("told after %v", late)
				}
			}
			if n := w.settled(otherApp, webhook.Pending); n != 0 {
				t.Fatalf("%d messages wait", n)
			}
		}
	})
}

// After three days without an answer a message is given up, each one tried at least once while its receiver is not known to be
// down. Then the next of its call has its turn.
func TestGivenUp(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		r.set(faults["answers 500"])
		ref := w.call(app)
		w.pass(72*time.Hour - time.Minute)
		if n := w.settled(app, webhook.Pending); n != 4 {
			t.Fatalf("%d messages are pending", n)
		}
		w.pass(2 * time.Minute)
		if n := w.settled(app, webhook.GivenUp); n != 4 {
			t.Errorf("%d messages are given up", n)
		}
		list, err := w.store.Deliveries(w.Context(), webhook.Filter{App: app, Call: ref.ID}, webhook.Position{}, 10)
		w.must(err)
		for _, d := range list {
			if d.Tries == 0 || len(d.Attempts) > webhook.MostAttempts || d.Tries < len(d.Attempts) {
				t.Errorf("%s: %d tries, %d attempts", d.Event, d.Tries, len(d.Attempts))
			}
			if d.Event == dialect.StartCall && (d.Tries < 70 || d.SettledAt.Before(d.At.Add(webhook.GiveUpAfter))) {
				t.Errorf("%s was given up after %d tries, %v", d.Event, d.Tries, d.SettledAt.Sub(d.At))
			}
			for _, a := range d.Attempts {
				if a.Status != 500 || a.Error != "status 500 instead of 200" || a.Node != "n1" || a.At.IsZero() {
					t.Errorf("attempt %+v", a)
				}
			}
		}
		if !strings.Contains(w.logged.String(), "given up") {
			t.Error("nobody is told")
		}
	})
}

// TestNewsBeforeTheBacklog: P6. What is committed before a new process knows what an earlier one left waits behind that.
func TestNewsBeforeTheBacklog(t *testing.T) {
	inWorld(t, func(w *world) {
		w.stop()
		ref := w.start(app)
		w.pass(time.Second) // nobody is there to be told
		w.store.unlisted(true)
		w.begin()
		w.do(ref, call.Accept{By: on("bob-1")})
		w.do(ref, call.Hangup{By: on("ann-1")})
		w.pass(5 * time.Second)
		w.store.unlisted(false)
		w.pass(time.Minute)
		if n := w.pending(); n != 0 {
			t.Errorf("%d messages are pending", n)
		}
		w.check()
	})
}

// A backlog beyond what a lane keeps in memory is worked off in order once the receiver is back, also by the next process.
func TestLongBacklog(t *testing.T) {
	for _, restart := range []bool{false, true} {
		inWorld(t, func(w *world) {
			r := w.nets["8.8.0.1:80"]
			r.set(faults["refuses connections"])
			const calls = 1500
			for range calls {
				w.call(app)
			}
			w.pass(time.Minute)
			if restart {
				w.stop()
				w.begin()
				w.pass(time.Minute)
			}
			r.set(behaviour{})
			w.pass(2 * time.Minute)
			if n := w.pending(); n != 0 {
				t.Errorf("restart %v: %d messages are pending", restart, n)
			}
			if n := w.settled(app, webhook.Delivered); n != 4*calls {
				t.Errorf("restart %v: %d messages were delivered", restart, n)
			}
			w.check()
		})
	}
}

// What expires while the receiver is down is given up without a request for each.
func TestBacklogExpires(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		r.set(faults["answers 500"])
		for range 300 {
			w.start(app)
		}
		w.pass(72 * time.Hour)
		before := len(r.requests())
		w.pass(2 * time.Hour)
		if n := w.settled(app, webhook.GivenUp); n != 900 { // with no answer and the end
			t.Errorf("%d messages are given up, %d pending", n, w.pending())
		}
		if n := len(r.requests()) - before; n > 100 {
			t.Errorf("%d requests for messages whose time is over", n)
		}
	})
}

// P6 over restarts: a request under way is finished, and what was not sent is sent by the next process.
func TestRestarts(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		slow := behaviour{answer: func(rw http.ResponseWriter, _ *http.Request, _ string) bool {
			time.Sleep(700 * time.Millisecond)
			_, _ = io.WriteString(rw, "{}")
			return true
		}}
		for i := range 20 {
			r.set([]behaviour{slow, faults["answers late"], {}, faults["hangs"]}[i%4])
			w.calls(app, 5)
			w.pass(time.Duration(i*100) * time.Millisecond)
			begun := time.Now()
			w.stop()
			if took := time.Since(begun); took > 2100*time.Millisecond {
				t.Errorf("the queue stopped after %v", took)
			}
			before := len(r.requests())
			w.call(app) // nobody runs
			w.pass(time.Second)
			if n := len(r.requests()); n != before {
				t.Errorf("%d requests by nobody", n-before)
			}
			w.begin()
		}
		r.set(behaviour{})
		w.pass(time.Hour)
		if n := w.pending(); n != 0 {
			t.Errorf("%d messages are pending", n)
		}
		w.check()
	})
}

// A store that fails loses nothing, and its full disk does not make us repeat a message again and again.
func TestStoreInTrouble(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		w.store.set(false, true)
		w.call(app)
		w.pass(time.Minute)
		if n := len(r.requests()); n != 1 {
			t.Errorf("a message that cannot be written down was sent %d times", n)
		}
		w.store.set(true, true)
		w.calls(app, 3)
		w.pass(time.Minute)
		w.store.set(false, false)
		w.pass(2 * time.Minute)
		if n := w.pending(); n != 0 {
			t.Errorf("%d messages are pending", n)
		}
		w.check()
	})
}

// Without a webhook what is pending is canceled. While an app is disabled it waits.
func TestAppsThatChange(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		hook := w.apps.App(int64(app)).Webhook
		r.set(faults["answers 500"])
		w.call(app)
		w.pass(time.Second)
		w.apps.set(app, nil)
		w.queue.Wake(app)
		w.pass(time.Second)
		if n := w.settled(app, webhook.Canceled); n != 4 || w.pending() != 0 {
			t.Errorf("%d messages are canceled, %d pending", n, w.pending())
		}
		w.call(app) // of which nobody wants to hear
		w.pass(time.Minute)

		w.apps.set(app, hook)
		r.set(behaviour{})
		w.start(app)
		w.apps.change(app, func(a *tenant.App) { a.Disabled = true })
		w.pass(5 * time.Minute)
		asked := len(r.requests())
		w.store.set(false, false)
		if w.pending() == 0 && asked == 0 {
			t.Error("the app is disabled and was told")
		}
		w.apps.change(app, func(a *tenant.App) { a.Disabled = false })
		w.queue.Wake(app)
		w.pass(time.Second)
		if w.pending() != 0 {
			t.Error("the app is enabled and hears nothing")
		}
	})
}

// A webhook that is changed hears at once what the one before did not take.
func TestNewAddress(t *testing.T) {
	inWorld(t, func(w *world) {
		w.nets["8.8.0.1:80"].set(faults["refuses connections"])
		for range 20 {
			w.call(app)
		}
		w.pass(5 * time.Hour)
		w.apps.set(app, &tenant.Webhook{URL: "http://8.8.0.3/", Events: dialect.Webhooks()})
		w.nets["8.8.0.3:80"] = newReceiver(t, app)
		w.queue.Wake(app)
		w.pass(2 * time.Second)
		if n := w.pending(); n != 0 {
			t.Errorf("%d messages wait for an address that is no more", n)
		}
	})
}

// What an operator asks for is sent again, in the order of its call.
func TestResend(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		ref := w.call(app)
		w.pass(time.Second)
		first := r.heard()
		n, err := w.queue.Resend(w.Context(), webhook.Filter{App: app, Call: ref.ID})
		if n != 4 || err != nil {
			t.Fatal(n, err)
		}
		w.pass(time.Second)
		again := r.heard()[len(first):]
		if fmt.Sprint(first) != fmt.Sprint(again) {
			t.Errorf("first\n%v\nthen\n%v", first, again)
		}
		w.must(w.queue.ResendOne(w.Context(), app, string(ref.ID)+"-2-0"))
		w.pass(time.Second)
		if last := r.heard(); len(last) != 9 || last[8] != first[1] {
			t.Errorf("heard %d, the last %v", len(last), last[len(last)-1])
		}
		if err := w.queue.ResendOne(w.Context(), otherApp, string(ref.ID)+"-2-0"); !errors.Is(err, call.ErrNotFound) {
			t.Errorf("P16: %v", err)
		}
		d, err := w.store.Delivery(w.Context(), app, string(ref.ID)+"-2-0")
		if err != nil || d.Tries != 3 || d.State != webhook.Delivered {
			t.Errorf("%+v, %v", d, err)
		}
	})
}

// A ping is signed and sent like any message, and kept nowhere.
func TestPing(t *testing.T) {
	inWorld(t, func(w *world) {
		w.apps.change(app, func(a *tenant.App) {
			hook := *a.Webhook
			hook.Token, hook.Secret = "tok", "whsec_c2VjcmV0"
			a.Webhook = &hook
		})
		a, err := w.queue.Ping(w.Context(), app)
		if err != nil || a.Status != 200 || a.Error != "" || a.Node != "n1" {
			t.Fatalf("%+v, %v", a, err)
		}
		q := w.nets["8.8.0.1:80"].requests()[0]
		var body struct {
			CallbackCommand string
			EventTime       int64
		}
		w.must(json.Unmarshal([]byte(q.body), &body))
		if body.CallbackCommand != webhook.PingEvent || body.EventTime != time.Now().UnixMilli() {
			t.Errorf("sent %s", q.body)
		}
		for _, part := range []string{
			"/hook?token=t0ken&SdkAppid=1400000001&CallbackCommand=Ringline.Ping&contenttype=json&ClientIP=&OptPlatform=RESTAPI&RequestTime=", "&Sign=",
		} {
			if !strings.Contains(q.url, part) {
				t.Errorf("asked %s", q.url)
			}
		}
		if !strings.HasPrefix(q.header.Get("Webhook-Id"), "ping-") || !strings.HasPrefix(q.header.Get("Webhook-Signature"), "v1,") ||
			q.header.Get("Content-Type") != "application/json" || q.header.Get("Idempotency-Key") != "" {
			t.Errorf("headers %v", q.header)
		}
		w.nets["8.8.0.1:80"].set(faults["answers 500"])
		if a, err := w.queue.Ping(w.Context(), app); err != nil || a.Status != 500 || a.Error == "" {
			t.Errorf("%+v, %v", a, err)
		}
		if _, err := w.queue.Ping(w.Context(), 7); !errors.Is(err, call.ErrNotFound) {
			t.Error(err)
		}
		if w.pending() != 0 {
			t.Error("a ping was kept")
		}
	})
}

// Addresses that the operator does not allow are not asked, and it is said so.
func TestForbiddenReceivers(t *testing.T) {
	inWorld(t, func(w *world) {
		for url, want := range map[string]string{
			"http://127.0.0.1/":              "allow_networks",
			"http://[::1]/":                  "allow_networks",
			"http://169.254.169.254/latest/": "allow_networks",
			"http://10.0.0.1:8080/":          "allow_networks",
			"ftp://8.8.8.8/":                 "not an address of http",
			"http:///x":                      "not an address of http",
			"http://8.8.0.1/a b?token=t0ken": "a space or a control character",
			"http://%zz/?token=t0ken":        "not an address of http",
			"http://8.8.0.9/?token=t0ken":    "no route to host",
			"http://user:t0ken@8.8.0.9/":     "no route to host",
		} {
			w.apps.set(app, &tenant.Webhook{URL: url, Events: dialect.Webhooks()})
			a, err := w.queue.Ping(w.Context(), app)
			if err != nil || !strings.Contains(a.Error, want) || a.Status != 0 || strings.Contains(a.Error, "t0ken") {
				t.Errorf("%s: %+v, %v; want %q", url, a, err, want)
			}
		}
	})
}

func TestMetrics(t *testing.T) {
	inWorld(t, func(w *world) {
		r := w.nets["8.8.0.1:80"]
		w.call(app)
		w.pass(time.Second)
		r.set(faults["answers HTML"])
		w.call(app)
		w.pass(15 * time.Second) // it is recounted
		for name, want := range map[string]float64{
			"ringline_webhook_pending":                           4,
			"ringline_webhook_oldest_pending_seconds":            14,
			"ringline_webhook_open_requests":                     0,
			"ringline_webhook_attempts_total bad_answer":         6,
			"ringline_webhook_attempts_total delivered":          4,
			"ringline_webhook_attempts_total timeout":            0,
			"ringline_webhook_settled_total delivered":           4,
			"ringline_webhook_settled_total given_up":            0,
			"ringline_webhook_first_attempt_seconds":             5,
			"ringline_webhook_request_seconds":                   10,
			"ringline_webhook_attempts_total unknown to anybody": -1,
		} {
			if got := w.metric(name); got != want {
				t.Errorf("%s is %v, want %v", name, got, want)
			}
		}
	})
}

// TestBlindnessIsToldOnce: a store that does not say what there is to send is asked every second, and the log says so once, and again the
// next time.
func TestBlindnessIsToldOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		for _, slow := range []bool{true, false, true} {
			w.store.unlisted(slow)
			w.pass(2 * time.Minute)
		}
		if n := strings.Count(w.logged.String(), "cannot look for webhooks"); n != 2 {
			t.Errorf("it was said %d times: %s", n, w.logged.String())
		}
	})
}
