package main

import (
	"time"

	"github.com/spf13/cobra"

	"ringline/client"
)

// appFlags are what one can say about an app.
type appFlags struct {
	administrators, networks                          []string
	maxMembers, maxCallees, perSecond, total, webhook int
	ringTimeout, recordsFor                           time.Duration
	multiDevice, listUsers                            bool
}

func (s *appFlags) register(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&s.administrators, "administrators", nil, "accounts that may use the v4 API")
	f.StringSliceVar(&s.networks, "network", nil, "network that back ends may call from, as CIDR; several are fine, none allows all")
	f.IntVar(&s.maxMembers, "max-members", 0, "most members of a call at a time")
	f.IntVar(&s.maxCallees, "max-callees", 0, "most users asked at once")
	f.DurationVar(&s.ringTimeout, "ring-timeout", 0, "how long it rings when a start does not say")
	f.BoolVar(&s.multiDevice, "multi-device", false, "a user may be logged in on several devices")
	f.BoolVar(&s.listUsers, "list-users", false, "any user may ask who is online")
	f.IntVar(&s.perSecond, "requests-per-second", 0, "of each v4 command")
	f.IntVar(&s.total, "total-requests", 0, "of all v4 commands per second; 0 is no limit of its own")
	f.IntVar(&s.webhook, "webhook-requests", 0, "most webhook requests under way")
	f.DurationVar(&s.recordsFor, "records-for", 0, "how long records are kept after the end")
}

// settings are those that were named; nil if none was.
func (s *appFlags) settings(c *cobra.Command) *client.SetSettings {
	ring, keep := client.InMillis(s.ringTimeout), client.InMillis(s.recordsFor)
	var set client.SetSettings
	for flag, apply := range map[string]func(){
		"max-members":         func() { set.MaxMembers = &s.maxMembers },
		"max-callees":         func() { set.MaxCallees = &s.maxCallees },
		"ring-timeout":        func() { set.RingTimeoutMS = &ring },
		"multi-device":        func() { set.MultiDevice = &s.multiDevice },
		"list-users":          func() { set.ListUsers = &s.listUsers },
		"requests-per-second": func() { set.RequestsPerSecond = &s.perSecond },
		"total-requests":      func() { set.TotalRequests = &s.total },
		"webhook-requests":    func() { set.WebhookRequests = &s.webhook },
		"records-for":         func() { set.RecordsForMS = &keep },
	} {
		if c.Flags().Changed(flag) {
			apply()
		}
	}
	if set == (client.SetSettings{}) {
		return nil
	}
	return &set
}
