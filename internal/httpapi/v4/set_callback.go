package v4

import (
	"slices"
	"strings"

	"ringline/internal/dialect"
	"ringline/internal/tenant"
)

// setCallback says where the app hears of its calls, in the place of what was there (reference/server-api.md §8). What this
// dialect does not know, the keys that messages are signed with, stays.
func (s *Server) setCallback(q *request) (any, error) {
	address, commands, err := q.callback()
	if err != nil {
		return nil, err
	}
	if err := s.mayCall(q.ctx, address); err != nil {
		return nil, invalid("Url is not allowed on this server: " + err.Error())
	}
	return nil, s.webhooks.UpdateWebhook(q.ctx, q.by(), q.app.ID, func(was *tenant.Webhook) *tenant.Webhook {
		next := tenant.Webhook{URL: address, Events: commands}
		if was != nil {
			next.Token, next.Secret = was.Token, was.Secret
		}
		return &next
	})
}

// callback reads the body of setCallback.
func (q *request) callback() (address string, commands []string, err error) {
	var target, list value
	for name, v := range q.body.members() {
		switch string(name) {
		case "Url":
			target = v
		case "CallbackCommandList":
			list = v
		}
	}
	address, isText := target.text()
	switch {
	case target.absent():
		return "", nil, invalid("Url is missing")
	case !isText:
		return "", nil, invalid("Url must be a string")
	}
	if err := tenant.CheckURL(address); err != nil {
		return "", nil, invalid("Url " + err.Error())
	}
	switch {
	case list.absent():
		return "", nil, invalid("CallbackCommandList is missing")
	case !list.isArray():
		return "", nil, invalid("CallbackCommandList must be an array of strings")
	}
	for v := range list.elements() {
		command, isText := v.text()
		switch {
		case !isText:
			return "", nil, invalid("CallbackCommandList must be an array of strings")
		case !slices.Contains(dialect.Webhooks(), command):
			return "", nil, invalid("CallbackCommandList may only hold " + strings.Join(dialect.Webhooks(), ", "))
		case !slices.Contains(commands, command):
			commands = append(commands, command)
		}
	}
	if len(commands) == 0 {
		return "", nil, invalid("CallbackCommandList is empty")
	}
	return address, commands, nil
}
