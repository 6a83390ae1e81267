package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"ringline/client"
)

// tell writes a call as a story that a person understands.
func tell(w io.Writer, c *client.Call, events []client.Event) error {
	kind := "one to one"
	if c.Kind == client.Group {
		kind = "in a group"
	}
	fmt.Fprintf(w, "Call %s of app %s: %s, %s, started %s.\n%s\n\n", c.ID, c.App, c.Media, kind, zoned(c.StartedAt), outcome(c, events))
	t := newTable(w, "Nothing is known of what happened in it.", "TIME", "WHAT HAPPENED")
	for i := range events {
		t.row(clock(events[i].At), sentence(c, &events[i]))
	}
	if err := t.end(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	legs := newTable(w, "", "WHO", "ROLE", "DEVICE", "WAS ASKED FOR", "TALKED FOR", "THEN")
	for i := range c.Legs {
		l := &c.Legs[i]
		legs.row(l.User, l.Role, orDash(l.Device), lasting(l.RingMS), lasting(l.TalkMS), fate(l))
	}
	return legs.end()
}

// zoned writes a time with the name of its zone, clock one of the same day.
func zoned(t time.Time) string { return t.In(zone).Format("2006-01-02 15:04:05 MST") }

func clock(t time.Time) string { return t.In(zone).Format("15:04:05.000") }

func lasting(m client.Millis) string {
	if m == 0 {
		return "-"
	}
	return m.String()
}

// outcome says what became of the call, and why.
func outcome(c *client.Call, events []client.Event) string {
	switch {
	case c.End == nil && c.State == client.CallTalking:
		return fmt.Sprintf("It is running, for %s so far: %s.", c.TalkMS, members(c))
	case c.End == nil:
		return fmt.Sprintf("It is ringing, for %s so far: %s.", c.RingMS, members(c))
	}
	lasted := fmt.Sprintf("after ringing for %s", c.RingMS)
	if !c.AnsweredAt.IsZero() {
		lasted += fmt.Sprintf(" and talking for %s", c.TalkMS)
	}
	if c.Version == 1 {
		lasted = "as it began"
	}
	return fmt.Sprintf("It ended %s: %s.\nWhy: %s, by the rule %s%s.", lasted, words(string(c.End.Result)), why(c), c.End.Cause, decided(events))
}

// why names who or what ended the call.
func why(c *client.Call) string {
	by := capital(actor(&c.End.By))
	switch c.End.Reason {
	case client.HungUp:
		return by + " hung up"
	case client.Canceled:
		if c.End.By.Kind == client.ByUser && c.End.By.Name == c.Caller {
			return by + " gave up before anybody answered"
		}
		return by + " left, and nobody had answered"
	case client.EndedByApp:
		return by + " ended it"
	case client.Removed:
		return by + " took " + befell(c, "somebody") + " out, and fewer than two were left"
	case client.Rejected:
		return befell(c, "everybody") + " declined"
	case client.Busy:
		return befell(c, "everybody") + " was busy"
	case client.NoAnswer:
		return befell(c, "nobody") + " did not answer in time"
	case client.Offline:
		return befell(c, c.Caller) + " vanished"
	case client.Interrupted:
		return befell(c, c.Caller) + " did not come back after a restart of the service"
	case client.CallOver: // of a leg only
	}
	return by + " ended it, because " + because(c.End.Reason)
}

// befell names the last one for whom the reason of the end is true, on their device. The caller who vanished before anybody
// answered has no such leg: the call ended around them.
func befell(c *client.Call, otherwise string) string {
	var last *client.Leg
	for i := range c.Legs {
		if l := &c.Legs[i]; l.Reason == c.End.Reason && (last == nil || !l.GoneAt.Before(last.GoneAt)) {
			last = l
		}
	}
	if last == nil && otherwise == c.Caller {
		last = c.Leg(c.Caller)
	}
	if last == nil {
		return otherwise
	}
	return onDevice(last.User, last.Device)
}

// decided says where the end was decided, and where the command for it came from.
func decided(events []client.Event) string {
	for i := range events {
		e := &events[i]
		if e.Source != client.FromCall || e.Type != "ended" {
			continue
		}
		text := ""
		if e.Node != "" {
			text = " at " + e.Node
		}
		if e.Origin != nil {
			text += ", from " + origin(e.Origin)
		}
		return strings.Map(printable, text)
	}
	return ""
}

func origin(o *client.Origin) string { return strings.TrimSpace(o.Platform + " " + o.IP) }

// words writes a word of the API as people do.
func words(word string) string { return strings.ReplaceAll(word, "_", " ") }

// because says a reason as the rest of a sentence.
func because(r client.Reason) string {
	switch r {
	case client.HungUp:
		return "somebody hung up"
	case client.Canceled:
		return "it was canceled"
	case client.Rejected:
		return "it was declined"
	case client.Busy:
		return "they were busy"
	case client.NoAnswer:
		return "nobody answered in time"
	case client.Offline:
		return "a device vanished"
	case client.Interrupted:
		return "the service failed a device"
	case client.EndedByApp:
		return "an administrator ended it"
	case client.Removed:
		return "an administrator took somebody out"
	case client.CallOver:
		return "the call was over"
	}
	return orDash(string(r))
}

// fate says what became of somebody in a call.
func fate(l *client.Leg) string {
	if l.State != client.LegGone {
		return "still " + string(l.State)
	}
	switch l.Reason {
	case client.HungUp:
		return "hung up"
	case client.Rejected:
		return "declined"
	case client.Offline:
		return "vanished"
	case client.Interrupted:
		return "was lost by the service"
	case client.Removed:
		return "was taken out"
	case client.CallOver:
		return "until it was over"
	case client.Canceled:
		return "was no longer asked"
	case client.NoAnswer:
		return "did not answer"
	case client.Busy:
		return "was busy"
	case client.EndedByApp:
	}
	return string(l.Reason)
}

// left tells why somebody is out.
func left(who string, r client.Reason) string {
	switch r {
	case client.HungUp:
		return who + " hung up."
	case client.Offline:
		return who + " vanished: the device gave no sign of life for its lease."
	case client.Interrupted:
		return who + " was lost by the service: the device did not come back after a restart."
	case client.Removed:
		return who + " was taken out by an administrator."
	default:
		return who + " left, because " + because(r) + "."
	}
}

// sentence tells one event.
func sentence(c *client.Call, e *client.Event) string {
	switch e.Source {
	case client.FromWebhook:
		return webhookSentence(e)
	case client.FromMedia, client.FromClient:
		return seenSentence(e)
	case client.FromCall:
	}
	return callSentence(c, e) + from(e)
}

// from says what stands behind an event: where the command came from, what it was, and who decided.
func from(e *client.Event) string {
	var parts []string
	if o := e.Origin; o != nil {
		parts = append(parts, origin(o))
	}
	if e.By != nil && e.By.Kind == client.ByAdmin {
		parts = append(parts, "by "+actor(e.By))
	}
	if e.Node != "" {
		parts = append(parts, "rule "+e.Rule+" at "+e.Node)
	}
	if len(parts) == 0 {
		return ""
	}
	return " [" + strings.Join(parts, ", ") + "]"
}

func callSentence(c *client.Call, e *client.Event) string {
	who := onDevice(e.User, e.Device)
	switch e.Type {
	case "started":
		if e.User == "" {
			return "A back end started the call."
		}
		if e.By != nil && e.By.Kind == client.ByAdmin {
			return "A back end started the call in the name of " + who + "."
		}
		return who + " started the call."
	case "invited":
		return invited(c, e)
	case "rung":
		return "It rang for " + who + "."
	case "answered":
		return who + " answered; it stopped ringing on their other devices."
	case "joined":
		return who + " came in by the call's id."
	case "rejected":
		return who + " declined."
	case "busy":
		if e.By != nil && e.By.Kind == client.ByUser && e.By.Name == e.User {
			return who + " chose to look busy."
		}
		return e.User + " was busy: in another call."
	case "no_answer":
		if l := legThat(c, e, func(l *client.Leg) time.Time { return l.GoneAt }); l != nil && l.RungAt.IsZero() {
			return "It rang out for " + e.User + ": no device ever said that it rings."
		}
		return "It rang out for " + e.User + ": nobody answered in time."
	case "canceled":
		if e.Reason == client.Removed {
			return "It no longer rings for " + e.User + ": they were taken out by an administrator."
		}
		return "It no longer rings for " + e.User + ", because " + because(e.Reason) + "."
	case "left":
		return left(who, e.Reason)
	case "media_switched":
		return capital(actor(e.By)) + " switched the call to " + string(e.Media) + "."
	case "media_moved":
		text := "The media moved to " + e.Host
		if e.Rule == "move_after_loss" {
			text += ", because the node that had it was gone"
		}
		return text + "."
	case "ended":
		return fmt.Sprintf("The call was over: %s, because %s.", words(string(e.Result)), because(e.Reason))
	}
	return strings.TrimSpace(e.Type + " " + who)
}

// invited says who was asked: by whom, if that is a member who did not start the call, and until when.
func invited(c *client.Call, e *client.Event) string {
	text := e.User + " was asked"
	if e.Rule == "invite" && e.By != nil && e.By.Kind == client.ByUser {
		text += " by " + actor(e.By)
	}
	if l := legThat(c, e, func(l *client.Leg) time.Time { return l.InvitedAt }); l != nil && !l.Deadline.IsZero() {
		text += ", until " + l.Deadline.In(zone).Format("15:04:05")
	}
	return text + "."
}

// legThat is the invitation that an event tells of: the one of its user with the same moment.
func legThat(c *client.Call, e *client.Event, moment func(*client.Leg) time.Time) *client.Leg {
	for i := range c.Legs {
		if l := &c.Legs[i]; l.User == e.User && moment(l).Equal(e.At) {
			return l
		}
	}
	return nil
}

func webhookSentence(e *client.Event) string {
	a := e.Attempt
	if a == nil {
		return "The back end was told."
	}
	behind := fmt.Sprintf(" [delivery %s at %s]", a.Delivery, orDash(a.Node))
	switch {
	case a.Error == "":
		return fmt.Sprintf("The back end was told %s, and answered %d in %s%s", a.Event, a.Status, a.TookMS, behind)
	case a.Status != 0:
		return fmt.Sprintf("The back end was told %s, and answered %d in %s: %s%s", a.Event, a.Status, a.TookMS, a.Error, behind)
	}
	return fmt.Sprintf("The back end could not be told %s: %s, after %s%s", a.Event, a.Error, a.TookMS, behind)
}

// seenSentence tells what the media server saw, or a device reported.
func seenSentence(e *client.Event) string {
	who := onDevice(e.User, e.Device)
	switch e.Type {
	case "room_opened":
		return "The media room was opened."
	case "room_closed":
		return "The media room was closed."
	case "joined":
		return who + " was connected to the media server."
	case "left":
		if r := e.Detail["reason"]; r != "" {
			return who + " was disconnected from the media server: " + words(r) + "."
		}
		return who + " was disconnected from the media server."
	case "connect_aborted":
		return who + " never got media through: a firewall, often."
	case "track_published":
		return who + " began to send their " + words(e.Detail["source"]) + "."
	case "track_stopped":
		return who + " stopped sending their " + words(e.Detail["source"]) + "."
	case "first_audio":
		return who + " heard the first sound, " + e.Detail["after_ms"] + "ms after being in the answered call."
	case "first_frame":
		return who + " saw the first picture, " + e.Detail["after_ms"] + "ms after being in the answered call."
	case "statistics":
		if e.Statistics != nil {
			return who + " last reported " + measured(e.Statistics) + "."
		}
	}
	text := string(e.Source) + ": " + words(e.Type)
	if who != "" {
		text += ", " + who
	}
	for _, name := range slices.Sorted(maps.Keys(e.Detail)) {
		text += ", " + name + " " + e.Detail[name]
	}
	return text
}

func capital(text string) string {
	if strings.HasPrefix(text, "the ") || strings.HasPrefix(text, "administrator ") {
		return strings.ToUpper(text[:1]) + text[1:]
	}
	return text // a user's name stays as it is
}
