package v4

// command is one row of the documented list of endpoints.
type command struct {
	name    string
	run     func(*request) (payload any, err error) // a nil payload leaves Response out
	limits  limits
	metrics commandMetrics
}

// routes fills the table of commands.
func (s *Server) routes(m *metrics) {
	const (
		engine  = "/v4/call_engine_http_srv/"
		records = "/v4/call_record_http_srv/"
	)
	s.commands = map[string]*command{}
	for service, commands := range map[string][]*command{
		engine: {
			{name: "end_call", run: s.endCall},
			{name: "get_call_info", run: s.getCallInfo},
			{name: "start_call_by_robot", run: s.startCallByRobot},
		},
		records: {
			{name: "get_record_by_callid", run: s.getRecord},
			{name: "get_record_by_filter", run: s.getRecords},
		},
	} {
		for _, c := range commands {
			c.metrics = m.of(c.name)
			s.commands[service+c.name] = c
		}
	}
	s.unknown = &command{name: "unknown", metrics: m.of("unknown")}
}
