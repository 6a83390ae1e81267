package call

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"time"
)

// Every change is encoded once for the disk, and that is a good part of what it costs. These write what encoding/json
// would, byte for byte, without reflection and without a copy of each time; a test holds them to it.

// AppendJSON adds the call as encoding/json writes it.
func (c *Call) AppendJSON(b []byte) []byte {
	b = append(b, `{"app":`...)
	b = strconv.AppendInt(b, int64(c.App), 10)
	b = appendText(append(b, `,"id":`...), c.ID)
	b = strconv.AppendInt(append(b, `,"version":`...), c.Version, 10)
	b = appendText(append(b, `,"media":`...), c.Media)
	b = appendTrue(b, `,"group":`, c.Group)
	b = appendText(append(b, `,"room":{"name":`...), c.Room.Name)
	b = append(appendTrue(b, `,"numeric":`, c.Room.Numeric), '}')
	b = appendSome(b, `,"chat_group":`, c.ChatGroup)
	b = appendSome(b, `,"user_data":`, c.UserData)
	if len(c.Push) > 0 {
		b = append(base64.StdEncoding.AppendEncode(append(b, `,"push":"`...), c.Push), '"')
	}
	b = strconv.AppendInt(append(b, `,"max":`...), int64(c.Max), 10)
	b = appendSome(b, `,"host":`, c.Host)
	if c.Moves != 0 {
		b = strconv.AppendInt(append(b, `,"moves":`...), int64(c.Moves), 10)
	}
	b = append(b, `,"legs":`...)
	b = appendAll(b, c.Legs, (*Leg).appendJSON)
	b = appendTime(b, `,"started_at":`, c.StartedAt)
	b = appendTime(b, `,"answered_at":`, c.AnsweredAt)
	b = appendTime(b, `,"last_at":`, c.LastAt)
	if e := c.End; e != nil {
		b = append(b, `,"end":{"at":`...)
		b = appendMoment(b, e.At)
		b = appendText(append(b, `,"result":`...), e.Result)
		b = appendText(append(b, `,"reason":`...), e.Reason)
		b = e.By.appendJSON(append(b, `,"by":`...))
		b = append(appendText(append(b, `,"cause":`...), e.Cause), '}')
	}
	return append(b, '}')
}

// AppendEvents adds the events as encoding/json writes them.
func AppendEvents(b []byte, events []Event) []byte {
	return appendAll(b, events, (*Event).appendJSON)
}

func (l *Leg) appendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"n":`...), int64(l.N), 10)
	b = appendText(append(b, `,"user":`...), l.User)
	b = appendText(append(b, `,"role":`...), l.Role)
	b = appendTrue(b, `,"robot":`, l.Robot)
	b = appendText(append(b, `,"state":`...), l.State)
	b = appendSome(b, `,"device":`, l.Device)
	b = appendSome(b, `,"invited_by":`, l.InvitedBy)
	b = appendTime(b, `,"invited_at":`, l.InvitedAt)
	b = appendTime(b, `,"deadline":`, l.Deadline)
	b = appendTime(b, `,"rung_at":`, l.RungAt)
	b = appendTime(b, `,"joined_at":`, l.JoinedAt)
	b = appendTime(b, `,"gone_at":`, l.GoneAt)
	return append(appendSome(b, `,"reason":`, l.Reason), '}')
}

func (e *Event) appendJSON(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"seq":`...), int64(e.Seq), 10)
	b = appendText(append(b, `,"type":`...), e.Type)
	b = appendMoment(append(b, `,"at":`...), e.At)
	b = appendSome(b, `,"user":`, e.User)
	b = appendSome(b, `,"device":`, e.Device)
	b = e.By.appendJSON(append(b, `,"by":`...))
	b = appendSome(b, `,"reason":`, e.Reason)
	b = appendSome(b, `,"result":`, e.Result)
	b = appendSome(b, `,"media":`, e.Media)
	return append(appendSome(b, `,"host":`, e.Host), '}')
}

func (a *Actor) appendJSON(b []byte) []byte {
	b = appendText(append(b, `{"kind":`...), a.Kind)
	b = appendSome(b, `,"user":`, a.User)
	return append(appendSome(b, `,"device":`, a.Device), '}')
}

func appendAll[T any](b []byte, all []T, one func(*T, []byte) []byte) []byte {
	if all == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i := range all {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(&all[i], b)
	}
	return append(b, ']')
}

func appendText[T ~string](b []byte, text T) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(string(text)) // a string always can
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

func appendSome[T ~string](b []byte, name string, text T) []byte {
	if text == "" {
		return b
	}
	return appendText(append(b, name...), text)
}

func appendTrue(b []byte, name string, is bool) []byte {
	if !is {
		return b
	}
	return append(append(b, name...), "true"...)
}

func appendTime(b []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	return appendMoment(append(b, name...), t)
}

func appendMoment(b []byte, t time.Time) []byte {
	return append(t.AppendFormat(append(b, '"'), time.RFC3339Nano), '"')
}
