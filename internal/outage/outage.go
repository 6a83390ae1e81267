// Package outage tells a fault once, and not at every try.
//
// It guarantees that the first fault is told, and the first after it went well. It does not log, wait or try anything itself.
package outage

// Outage is a time in which something that is tried again and again fails. The zero Outage is none. One at a time may use it.
type Outage struct{ told bool }

// News takes in what a try came to, and reports whether that is to be told: it failed, and the one before did not.
func (o *Outage) News(err error) bool {
	news := err != nil && !o.told
	o.told = err != nil
	return news
}
