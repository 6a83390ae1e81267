package call

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"time"
	"unicode/utf8"
)

// Decode reads what [Call.AppendJSON] wrote. A start reads every live call, so it knows the encoder's order of fields and does
// without reflection. What was written in another way, by an older version or by hand, it leaves to encoding/json, which
// says the same of everything; a test holds it to that.
func Decode(doc []byte, c *Call) error {
	r := reader{rest: doc}
	var fast Call
	if r.call(&fast); !r.lost && len(r.rest) == 0 {
		*c = fast
		return nil
	}
	*c = Call{}
	return json.Unmarshal(doc, c)
}

// reader eats a document from its front. It is lost when it meets what the encoder would not have written there.
type reader struct {
	rest []byte
	lost bool
}

func (r *reader) call(c *Call) {
	r.must(`{"app":`)
	c.App = AppID(r.number())
	r.must(`,"id":`)
	c.ID = ID(r.text())
	r.must(`,"version":`)
	c.Version = r.number()
	r.must(`,"media":`)
	c.Media = Media(r.word())
	c.Group = r.is(`,"group":true`)
	r.must(`,"room":{"name":`)
	c.Room.Name = r.text()
	c.Room.Numeric = r.is(`,"numeric":true`)
	r.must(`}`)
	if r.is(`,"chat_group":`) {
		c.ChatGroup = r.text()
	}
	if r.is(`,"user_data":`) {
		c.UserData = r.text()
	}
	if r.is(`,"push":`) {
		c.Push = r.bytes()
	}
	r.must(`,"max":`)
	c.Max = int(r.number())
	if r.is(`,"host":`) {
		c.Host = r.text()
	}
	if r.is(`,"moves":`) {
		c.Moves = int(r.number())
	}
	r.must(`,"legs":`)
	c.Legs = r.legs()
	r.time(`,"started_at":`, &c.StartedAt)
	r.time(`,"answered_at":`, &c.AnsweredAt)
	r.time(`,"last_at":`, &c.LastAt)
	if r.is(`,"end":{"at":`) {
		c.End = new(End)
		r.moment(&c.End.At)
		r.must(`,"result":`)
		c.End.Result = Result(r.word())
		r.must(`,"reason":`)
		c.End.Reason = Reason(r.word())
		r.must(`,"by":{"kind":`)
		c.End.By.Kind = ActorKind(r.word())
		if r.is(`,"user":`) {
			c.End.By.User = UserID(r.text())
		}
		if r.is(`,"device":`) {
			c.End.By.Device = DeviceID(r.text())
		}
		r.must(`},"cause":`)
		c.End.Cause = r.text()
		r.must(`}`)
	}
	r.must(`}`)
}

// legs reads at least one: a call without is no call of ours.
func (r *reader) legs() []Leg {
	legs := make([]Leg, 0, max(1, bytes.Count(r.rest, []byte(`{"n":`))))
	r.must(`[`)
	for !r.lost {
		var l Leg
		r.leg(&l)
		legs = append(legs, l)
		if !r.is(`,`) {
			break
		}
	}
	r.must(`]`)
	return legs
}

func (r *reader) leg(l *Leg) {
	r.must(`{"n":`)
	l.N = int(r.number())
	r.must(`,"user":`)
	l.User = UserID(r.text())
	r.must(`,"role":`)
	l.Role = Role(r.word())
	l.Robot = r.is(`,"robot":true`)
	r.must(`,"state":`)
	l.State = LegState(r.word())
	if r.is(`,"device":`) {
		l.Device = DeviceID(r.text())
	}
	if r.is(`,"invited_by":`) {
		l.InvitedBy = UserID(r.text())
	}
	r.time(`,"invited_at":`, &l.InvitedAt)
	r.time(`,"deadline":`, &l.Deadline)
	r.time(`,"rung_at":`, &l.RungAt)
	r.time(`,"joined_at":`, &l.JoinedAt)
	r.time(`,"gone_at":`, &l.GoneAt)
	if r.is(`,"reason":`) {
		l.Reason = Reason(r.word())
	}
	r.must(`}`)
}

// is eats a text if it comes next.
func (r *reader) is(text string) bool {
	if len(r.rest) < len(text) || string(r.rest[:len(text)]) != text {
		return false
	}
	r.rest = r.rest[len(text):]
	return true
}

func (r *reader) must(text string) {
	if !r.is(text) {
		r.lost = true
	}
}

// number eats a whole number that is not negative.
func (r *reader) number() (n int64) {
	i := 0
	for i < len(r.rest) && '0' <= r.rest[i] && r.rest[i] <= '9' {
		n = 10*n + int64(r.rest[i]-'0')
		i++
	}
	if i == 0 || i > 18 || r.rest[0] == '0' && i > 1 {
		r.lost = true
		return 0
	}
	r.rest = r.rest[i:]
	return n
}

// quoted eats a string and returns what stands between the quotes, and whether it needs no more reading.
func (r *reader) quoted() (raw []byte, plain bool) {
	plain = true
	for i := 1; i < len(r.rest) && r.rest[0] == '"'; i++ {
		switch c := r.rest[i]; {
		case c == '"':
			raw, r.rest = r.rest[1:i], r.rest[i+1:]
			return raw, plain || utf8.Valid(raw) && bytes.IndexByte(raw, '\\') < 0
		case c == '\\':
			plain = false
			i++ // a quote may come next
		case c < ' ':
			r.lost = true
			return nil, false
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	r.lost = true
	return nil, false
}

func (r *reader) text() string {
	before := r.rest
	raw, plain := r.quoted()
	switch {
	case r.lost:
		return ""
	case plain:
		return string(raw)
	default:
		return r.escaped(before[:len(raw)+2])
	}
}

// escaped reads what a string with its quotes says. It stands apart because its result lies on the heap.
func (r *reader) escaped(quoted []byte) (text string) {
	if json.Unmarshal(quoted, &text) != nil {
		r.lost = true
	}
	return text
}

// word eats a string that is mostly one of the few in words, which are not copied.
func (r *reader) word() string {
	raw, plain := r.quoted()
	if !plain {
		r.lost = true
		return ""
	}
	if word, known := words[string(raw)]; known {
		return word
	}
	return string(raw)
}

var words = func() map[string]string {
	all := map[string]string{}
	for _, w := range []string{
		string(Audio), string(Video), string(Caller), string(Invitee), string(Joiner), string(Ringing), string(Joined), string(Gone),
		string(ByUser), string(ByAdmin), string(ByClock), string(NoAnswer), string(Busy),
	} {
		all[w] = w
	}
	return all
}()

func (r *reader) bytes() []byte {
	raw, plain := r.quoted()
	b, err := base64.StdEncoding.AppendDecode([]byte{}, raw)
	if !plain || err != nil {
		r.lost = true
	}
	return b
}

// time eats a field that is left out when it is zero.
func (r *reader) time(name string, t *time.Time) {
	if r.is(name) {
		r.moment(t)
	}
}

func (r *reader) moment(t *time.Time) {
	raw, plain := r.quoted()
	if !plain || t.UnmarshalText(raw) != nil {
		r.lost = true
	}
}
