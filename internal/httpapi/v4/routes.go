package v4

// command is one row of the documented list of endpoints.
type command struct {
	name    string
	run     func(*request) (payload any, err error) // a nil payload leaves Response out
	says    family
	metrics commandMetrics
}

// routes fills the table of commands.
func (s *Server) routes(m *metrics) {
	s.commands = map[string]*command{}
	for _, service := range []struct {
		path     string
		says     family
		commands []*command
	}{
		{"/v4/call_engine_http_srv/", engineFamily, []*command{
			{name: "end_call", run: s.endCall},
			{name: "get_call_info", run: s.getCallInfo},
			{name: "start_call_by_robot", run: s.startCallByRobot},
		}},
		{"/v4/call_record_http_srv/", engineFamily, []*command{
			{name: "get_record_by_callid", run: s.getRecord},
			{name: "get_record_by_filter", run: s.getRecords},
		}},
		{"/v4/call_config/", configFamily, []*command{
			{name: "set_callback", run: s.setCallback},
			{name: "get_callback", run: s.getCallback},
			{name: "delete_callback", run: s.deleteCallback},
		}},
	} {
		for _, c := range service.commands {
			c.says, c.metrics = service.says, m.of(c.name)
			s.commands[service.path+c.name] = c
		}
	}
	s.unknown = &command{name: "unknown", says: engineFamily, metrics: m.of("unknown")}
}
