package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"ringline/client"
)

// tell writes a call as a story that a person understands.
func tell(w io.Writer, c *client.Call, events []client.Event) error {
	kind := "one to one"
	if c.Kind == client.Group {
		kind = "in a group"
	}
	fmt.Fprintf(w, "Call %s of app %s: %s, %s, started %s.\n%s\n\n", c.ID, c.App, c.Media, kind, at(c.StartedAt), outcome(c))
	t := newTable(w, "Nothing is known of what happened in it.", "TIME", "WHAT HAPPENED")
	for i := range events {
		t.row(events[i].At.Local().Format("15:04:05.000"), sentence(c, &events[i]))
	}
	if err := t.end(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	legs := newTable(w, "", "WHO", "ROLE", "DEVICE", "WAS ASKED FOR", "WAS IN FOR", "THEN")
	for _, l := range c.Legs {
		legs.row(l.User, l.Role, orDash(l.Device), l.RingMS, l.TalkMS, fate(&l))
	}
	return legs.end()
}

// outcome says in one sentence what became of the call.
func outcome(c *client.Call) string {
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
	return fmt.Sprintf("It ended %s: %s, because %s. %s did that, by the rule %s.",
		lasted, strings.ReplaceAll(string(c.End.Result), "_", " "), because(c.End.Reason), capital(actor(&c.End.By)), c.End.Cause)
}

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
		parts = append(parts, strings.TrimSpace(o.Platform+" "+o.IP))
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
		return who + " started the call."
	case "invited":
		if l := legAt(c, e); l != nil && !l.Deadline.IsZero() {
			return fmt.Sprintf("%s was asked, until %s.", e.User, l.Deadline.Local().Format("15:04:05"))
		}
		return e.User + " was asked."
	case "rung":
		return "It rang for " + who + "."
	case "answered":
		return who + " answered; it stopped ringing on their other devices."
	case "joined":
		return who + " came in by the call's id."
	case "rejected":
		return who + " declined."
	case "busy":
		return e.User + " was in another call, or chose to look busy."
	case "no_answer":
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
	case "ended":
		return fmt.Sprintf("The call was over: %s, because %s.", strings.ReplaceAll(string(e.Result), "_", " "), because(e.Reason))
	}
	return strings.TrimSpace(e.Type + " " + who)
}

// legAt is the invitation that an event tells of.
func legAt(c *client.Call, e *client.Event) *client.Leg {
	for i := range c.Legs {
		if l := &c.Legs[i]; l.User == e.User && l.InvitedAt.Equal(e.At) {
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
	how := fmt.Sprintf("in %s, answer %d", a.TookMS, a.Status)
	if a.Error != "" {
		return fmt.Sprintf("The back end could not be told %s: %s (%s) [delivery %s at %s]", a.Event, a.Error, how, a.Delivery, orDash(a.Node))
	}
	return fmt.Sprintf("The back end was told %s, %s [delivery %s at %s]", a.Event, how, a.Delivery, orDash(a.Node))
}

func seenSentence(e *client.Event) string {
	text := string(e.Source) + ": " + strings.ReplaceAll(e.Type, "_", " ")
	if who := onDevice(e.User, e.Device); who != "" {
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
