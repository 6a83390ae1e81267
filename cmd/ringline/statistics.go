package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"ringline/client"
)

// printStatistics shows what devices reported of their media, a line each; nothing if none did.
func printStatistics(w io.Writer, c *client.Call) error {
	t := newTable(w, "", "MEDIA OF", "DEVICE", "QUALITY", "SOUND AFTER", "PICTURE AFTER", "ROUND TRIP", "LOSS IN/OUT", "KBIT/S", "FROZEN", "BY")
	for i := range c.Legs {
		l := &c.Legs[i]
		if s := l.Statistics; s != nil {
			t.row(l.User, l.Device, orDash(quality(s)), orDash(text(s.FirstAudioMS)), orDash(text(s.FirstFrameMS)), orDash(text(s.RTTMS)),
				pair(s.LossIn, s.LossOut, percent), pair(s.BitrateIn, s.BitrateOut, bitrate), orDash(frozen(s)), orDash(string(s.Transport)))
		}
	}
	if t.rows == 0 {
		return nil
	}
	fmt.Fprintln(w)
	return t.end()
}

// measured says in a line how it was for a device.
func measured(s *client.Statistics) string {
	var parts []string
	say := func(there bool, format string, args ...any) {
		if there {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	say(s.Quality != nil, "quality %s (1 is best, 6 worst)", quality(s))
	say(s.RTTMS != nil, "round trip %s", text(s.RTTMS))
	say(s.RTTMaxMS != nil, "at most %s", text(s.RTTMaxMS))
	say(s.JitterMS != nil, "jitter %s", text(s.JitterMS))
	say(s.LossIn != nil || s.LossOut != nil, "loss %s in/out", pair(s.LossIn, s.LossOut, percent))
	say(s.BitrateIn != nil || s.BitrateOut != nil, "%s kbit/s", pair(s.BitrateIn, s.BitrateOut, bitrate))
	say(frozen(s) != "", "frozen %s", frozen(s))
	if n := s.Reconnects; n != nil && *n > 0 {
		parts = append(parts, count(int(*n), "reconnect"))
	}
	say(s.Transport != "", "by %s", s.Transport)
	if len(parts) == 0 {
		parts = append(parts, "nothing of its media")
	}
	line := strings.Join(parts, ", ")
	if s.DurationMS != nil {
		line += ", over " + text(s.DurationMS)
	}
	return line
}

func quality(s *client.Statistics) string {
	if s.Quality == nil {
		return ""
	}
	return decimal(*s.Quality)
}

// frozen says how often and how long pictures stood still.
func frozen(s *client.Statistics) string {
	switch {
	case s.Freezes == nil:
		return text(s.FrozenMS)
	case s.FrozenMS == nil || *s.Freezes == 0:
		return count(int(*s.Freezes), "time")
	}
	return fmt.Sprintf("%s (%s)", count(int(*s.Freezes), "time"), text(s.FrozenMS))
}

// pair writes two of a kind, of which each may be unknown.
func pair[T any](in, out *T, write func(T) string) string {
	one := func(n *T) string {
		if n == nil {
			return "-"
		}
		return write(*n)
	}
	if in == nil && out == nil {
		return "-"
	}
	return one(in) + "/" + one(out)
}

func percent(share float64) string { return decimal(100*share) + "%" }

// bitrate writes kbit/s.
func bitrate(bits int64) string { return strconv.FormatInt((bits+500)/1000, 10) }

// decimal writes a number with one digit behind the point, if it needs one.
func decimal(n float64) string { return strings.TrimSuffix(strconv.FormatFloat(n, 'f', 1, 64), ".0") }

// text writes a duration; one that is not there is empty.
func text(m *client.Millis) string {
	if m == nil {
		return ""
	}
	return m.String()
}
