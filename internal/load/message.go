package load

// What travels over a device's connection, api/realtime.md, as far as it is looked at here.

// frame is what the server sends: the answer to a command, or news.
type frame struct {
	ID      uint32   `json:"id"`
	Error   *Refusal `json:"error"`
	Connect *struct {
		TTL  int `json:"ttl"`
		Data struct {
			Lease int64 `json:"lease"` // ms
		} `json:"data"`
	} `json:"connect"`
	RPC *struct {
		Data answer `json:"data"`
	} `json:"rpc"`
	Push *struct {
		Pub *struct {
			Data struct {
				Call *message `json:"call"`
			} `json:"data"`
		} `json:"pub"`
		Disconnect *struct {
			Code uint32 `json:"code"`
		} `json:"disconnect"`
	} `json:"push"`
}

// answer is that of a command.
type answer struct {
	Call  *message  `json:"call"`
	Calls []message `json:"calls"`
}

// message is a call, whole or what changed.
type message struct {
	ID        string `json:"id"`
	Version   int64  `json:"version"`
	StartedAt int64  `json:"started_at"`
	Legs      []struct {
		User   string `json:"user"`
		State  string `json:"state"`
		Reason string `json:"reason"`
	} `json:"legs"`
	AnsweredAt int64 `json:"answered_at"`
	Events     []struct {
		Type string `json:"type"`
		User string `json:"user"`
	} `json:"events"`
	End *struct {
		At     int64  `json:"at"`
		Result string `json:"result"`
		Reason string `json:"reason"`
	} `json:"end"`
}

// state is that of the user's latest leg in the message; empty if there is none.
func (m *message) state(user string) (s string) {
	for i := range m.Legs {
		if m.Legs[i].User == user {
			s = m.Legs[i].State
		}
	}
	return s
}

func (m *message) event(kind string) bool {
	for i := range m.Events {
		if m.Events[i].Type == kind {
			return true
		}
	}
	return false
}

// Refusal is the server's no to a command.
type Refusal struct {
	Code    uint32 `json:"code"`
	Message string `json:"message"`
}

// Error says it.
func (r *Refusal) Error() string { return r.Message }
