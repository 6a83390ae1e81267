package v1

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"ringline/client"
	"ringline/internal/record"
)

// exportPage is how many records of an export are in memory at a time.
const exportPage = 500

// export streams the records that a filter picks. write gets them one after the other.
func (s *Server) export(r *request, f client.RecordFilter, begin func(io.Writer) (write func(*client.Call) error, end func() error)) func(context.Context, io.Writer) error {
	filter, oldest := recordFilter(r, &f), f.Order == client.Oldest
	return func(ctx context.Context, w io.Writer) error {
		out := bufio.NewWriterSize(w, 64<<10)
		write, end := begin(out)
		var behind record.Position
		for {
			all, err := s.Records.Records(ctx, filter, oldest, behind, exportPage)
			if err != nil {
				return err
			}
			shown := callsOf(all, r.now)
			if err := s.measureAll(ctx, filter.App, shown); err != nil {
				return err
			}
			for i := range shown {
				if err := write(&shown[i]); err != nil {
					return err
				}
			}
			if len(all) < exportPage {
				break
			}
			behind = positionOf(&all[len(all)-1])
		}
		if err := end(); err != nil {
			return err
		}
		return out.Flush()
	}
}

func (s *Server) exportNDJSON(r *request, q client.RecordFilter, _ none) (*stream, error) {
	return &stream{kind: ndjsonType, name: exportName(r, "ndjson"), write: s.export(r, q, func(w io.Writer) (func(*client.Call) error, func() error) {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return func(c *client.Call) error { return e.Encode(c) }, func() error { return nil }
	})}, nil
}

func (s *Server) exportCSV(r *request, q client.RecordFilter, _ none) (*stream, error) {
	return &stream{kind: csvType, name: exportName(r, "csv"), write: s.export(r, q, func(w io.Writer) (func(*client.Call) error, func() error) {
		out := csv.NewWriter(w)
		_ = out.Write(csvHead) // what goes wrong shows at the end
		return func(c *client.Call) error { return writeCSV(out, c) }, func() error {
			out.Flush()
			return out.Error()
		}
	})}, nil
}

const (
	ndjsonType = "application/x-ndjson"
	csvType    = "text/csv"
)

func exportName(r *request, end string) string {
	return "records-" + strconv.FormatInt(r.app.ID, 10) + "." + end
}

// csvHead names the columns: of the call, and of one leg of it.
var csvHead = []string{
	"call", "media", "kind", "caller", "started_at", "answered_at", "ended_at", "result", "reason", "ended_by", "cause", "ring_ms", "talk_ms",
	"leg", "leg_user", "leg_role", "leg_robot", "leg_device", "leg_invited_by", "leg_invited_at", "leg_rung_at", "leg_joined_at", "leg_gone_at",
	"leg_reason", "leg_ring_ms", "leg_talk_ms",
	"leg_first_audio_ms", "leg_first_frame_ms", "leg_rtt_ms", "leg_loss_in", "leg_loss_out", "leg_frozen_ms", "leg_quality", "leg_transport",
}

// writeCSV writes a line for each leg.
func writeCSV(out *csv.Writer, c *client.Call) error {
	of := []string{
		c.ID, string(c.Media), string(c.Kind), c.Caller, when(c.StartedAt), when(c.AnsweredAt), when(c.End.At), string(c.End.Result),
		string(c.End.Reason), c.End.By.Name, c.End.Cause, number(c.RingMS), number(c.TalkMS),
	}
	for i := range c.Legs {
		l := &c.Legs[i]
		line := append(of[:len(of):len(of)], strconv.Itoa(l.N), l.User, string(l.Role), strconv.FormatBool(l.Robot), harmless(l.Device), l.InvitedBy,
			when(l.InvitedAt), when(l.RungAt), when(l.JoinedAt), when(l.GoneAt), string(l.Reason), number(l.RingMS), number(l.TalkMS))
		if err := out.Write(append(line, measures(l.Statistics)...)); err != nil {
			return err
		}
	}
	return nil
}

// measures are the columns of what a device reported of its media. What it did not say is empty.
func measures(s *client.Statistics) []string {
	if s == nil {
		return make([]string, 8)
	}
	ms := func(m *client.Millis) string {
		if m == nil {
			return ""
		}
		return number(*m)
	}
	fraction := func(n *float64) string {
		if n == nil {
			return ""
		}
		return strconv.FormatFloat(*n, 'f', -1, 64)
	}
	return []string{
		ms(s.FirstAudioMS), ms(s.FirstFrameMS), ms(s.RTTMS), fraction(s.LossIn), fraction(s.LossOut), ms(s.FrozenMS), fraction(s.Quality), string(s.Transport),
	}
}

// when writes a time; none is empty.
func when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04:05.000Z")
}

func number(m client.Millis) string { return strconv.FormatInt(int64(m), 10) }

// harmless keeps a spreadsheet from taking what a client chose for a formula.
func harmless(text string) string {
	if strings.IndexAny(text, "=+-@\t\r") == 0 {
		return "'" + text
	}
	return text
}
