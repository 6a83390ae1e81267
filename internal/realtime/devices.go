package realtime

import (
	"container/heap"
	"maps"
	"slices"
	"sync"
	"time"

	"ringline/internal/call"
)

// account is a user of an app. Users of two apps never meet, whatever their ids.
type account struct {
	app  call.AppID
	user call.UserID
}

// device is a client of a user that is connected, or was less than a lease ago.
type device struct {
	account
	id       call.DeviceID
	session  *session  // nil while the device is away
	last     time.Time // its last sign of life, while it is away
	restart  bool      // it is away because of the server
	expelled bool      // it was thrown out: nobody comes back
	doubt    time.Time // since when it has been unclear whether it is lost; see others.judge
	at       time.Time // when to look at it next, never later than its lease ends
	index    int       // in the heap
}

// lapse is a device whose lease is over.
type lapse struct {
	account
	device   call.DeviceID
	restart  bool
	expelled bool
	doubt    time.Time
	session  *session // a connection that still looks open but has been silent; usually nil
}

// devices knows every device that is connected or within its lease, and when each of the leases ends.
// A lease runs from the last sign of life, whether or not the loss of the connection was noticed meanwhile.
type devices struct {
	lease  time.Duration
	most   int           // of one user
	turned func(account) // told, without a lock held, that a user may have come or gone
	sooner chan struct{} // has a token after the next lease's end came nearer

	mu        sync.Mutex
	apps      map[call.AppID]map[call.UserID][]*device
	queue     queue
	connected int
}

func newDevices(lease time.Duration, most int, turned func(account)) *devices {
	return &devices{
		lease: lease, most: most, turned: turned, sooner: make(chan struct{}, 1),
		apps: map[call.AppID]map[call.UserID][]*device{},
	}
}

// arrive notes that a device is about to connect, so that from now on what concerns its user is published.
// It is false if the user has too many devices.
func (ds *devices) arrive(who account, id call.DeviceID, now time.Time) bool {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d := ds.find(who, id)
	if d == nil {
		if len(ds.apps[who.app][who.user]) >= ds.most {
			return false
		}
		d = ds.add(who, id, now)
	}
	if d.session == nil {
		d.last = now
	}
	return true
}

// attach notes that a session's device is connected. Of one device the newest session counts, the one before
// is returned as replaced. If the user may have only one device, the others' sessions are returned as kicked
// and their leases end at once: nobody is left to come back.
func (ds *devices) attach(s *session, only bool, now time.Time) (replaced *session, kicked []*session) {
	ds.mu.Lock()
	d := ds.find(s.account, s.device)
	if d == nil {
		d = ds.add(s.account, s.device, now)
	}
	if replaced = d.session; replaced == nil {
		ds.connected++
	}
	d.session, d.restart, d.expelled, d.doubt = s, false, false, time.Time{}
	if only {
		for _, other := range ds.apps[s.app][s.user] {
			if other != d {
				kicked = ds.giveUp(other, now, kicked)
			}
		}
	}
	ds.mu.Unlock()
	if replaced == nil {
		ds.turned(s.account)
	}
	return replaced, kicked
}

// detach notes that a session is over. Its device's lease goes on from the last sign of life.
func (ds *devices) detach(s *session) {
	ds.mu.Lock()
	d := ds.find(s.account, s.device)
	mine := d != nil && d.session == s
	if mine {
		d.session, d.last = nil, s.life.seen()
		ds.connected--
	}
	ds.mu.Unlock()
	if mine {
		ds.turned(s.account)
	}
}

// grant gives a lease to a device that is not known: it may come back. Known ones keep what they have.
func (ds *devices) grant(who account, id call.DeviceID, last time.Time, restart bool) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.find(who, id) == nil {
		ds.add(who, id, last).restart = restart
	}
}

// renew gives a whole lease to a device that another process had. What is left here of a lease from before that does not count.
func (ds *devices) renew(who account, id call.DeviceID, now time.Time) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d := ds.find(who, id)
	if d == nil {
		d = ds.add(who, id, now)
	}
	if d.session == nil && !d.expelled {
		d.last, d.restart, d.doubt = now, true, time.Time{}
	}
}

// grantAgain gives a device that was taken out another short lease, as it was, unless it has come back.
func (ds *devices) grantAgain(l lapse, last time.Time) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.find(l.account, l.device) == nil {
		d := ds.add(l.account, l.device, last)
		d.restart, d.expelled, d.doubt = l.restart, l.expelled, l.doubt
	}
}

// yield gives up what a login on another node ends here. The same device's session is returned as replaced; its lease goes on, since
// the other node may not be able to take it over. If the user may have only one device, the others' sessions are returned as kicked and
// their leases end at once. Sessions for which stays is true are left alone.
func (ds *devices) yield(who account, id call.DeviceID, only bool, stays func(*session) bool, now time.Time) (replaced *session, kicked []*session) {
	ds.mu.Lock()
	turned := false
	for _, d := range ds.apps[who.app][who.user] {
		switch s := d.session; {
		case s != nil && stays(s):
		case d.id == id && s != nil:
			replaced, turned = s, true
			d.session, d.last = nil, now
			ds.connected--
		case d.id != id && only:
			kicked = ds.giveUp(d, now, kicked)
			turned = true
		}
	}
	ds.mu.Unlock()
	if turned {
		ds.turned(who)
	}
	return replaced, kicked
}

// expel ends the leases of all devices of a user at once, or of the one that is named, and returns their sessions.
func (ds *devices) expel(who account, only call.DeviceID, now time.Time) (sessions []*session) {
	ds.mu.Lock()
	for _, d := range ds.apps[who.app][who.user] {
		if only == "" || d.id == only {
			sessions = ds.giveUp(d, now, sessions)
		}
	}
	ds.mu.Unlock()
	ds.turned(who)
	return sessions
}

// reachable reports whether it makes sense to publish to the user.
func (ds *devices) reachable(who account) bool {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return len(ds.apps[who.app][who.user]) > 0
}

// knows reports whether a device is connected or within its lease.
func (ds *devices) knows(who account, id call.DeviceID) bool {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return ds.find(who, id) != nil
}

// connectedDevice reports whether a device is connected.
func (ds *devices) connectedDevice(who account, id call.DeviceID) bool {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d := ds.find(who, id)
	return d != nil && d.session != nil
}

// sessions lists the connections of a user.
func (ds *devices) sessions(who account) (all []*session) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	for _, d := range ds.apps[who.app][who.user] {
		if d.session != nil {
			all = append(all, d.session)
		}
	}
	return all
}

// everybody lists the users who are connected.
func (ds *devices) everybody() (all []account) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	for app, users := range ds.apps {
		for user, devices := range users {
			if online(devices) {
				all = append(all, account{app, user})
			}
		}
	}
	return all
}

// isOnline reports whether a device of the user is connected.
func (ds *devices) isOnline(who account) bool {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return online(ds.apps[who.app][who.user])
}

// online lists the connected users of an app in the order of their names.
func (ds *devices) online(app call.AppID) []call.UserID {
	ds.mu.Lock()
	users := []call.UserID{}
	for user, all := range ds.apps[app] {
		if online(all) {
			users = append(users, user)
		}
	}
	ds.mu.Unlock()
	slices.Sort(users)
	return users
}

// known lists the users of an app who are connected or within their lease.
func (ds *devices) known(app call.AppID) []call.UserID {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return slices.Collect(maps.Keys(ds.apps[app]))
}

func online(all []*device) bool {
	return slices.ContainsFunc(all, func(d *device) bool { return d.session != nil })
}

// count says how many devices are connected, and how many are away within their lease.
func (ds *devices) count() (connected, away int) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return ds.connected, len(ds.queue) - ds.connected
}

// lapsed takes out devices whose lease is over, up to limit of them.
func (ds *devices) lapsed(now time.Time, limit int) []lapse {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	var over []lapse
	for len(over) < limit && len(ds.queue) > 0 && !now.Before(ds.queue[0].at) {
		d := ds.queue[0]
		if end := ds.end(d); now.Before(end) {
			d.at = end
			heap.Fix(&ds.queue, 0)
			continue
		}
		over = append(over, lapse{account: d.account, device: d.id, restart: d.restart, expelled: d.expelled, doubt: d.doubt, session: d.session})
		ds.remove(d)
	}
	return over
}

// wait is how long until the next device has to be looked at; an hour if there is none.
func (ds *devices) wait(now time.Time) time.Duration {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if len(ds.queue) == 0 {
		return time.Hour
	}
	return max(0, ds.queue[0].at.Sub(now))
}

// excuse starts every lease anew: the process itself stood still and could not hear anybody.
func (ds *devices) excuse(now time.Time) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	for _, d := range ds.queue {
		if d.session != nil {
			d.session.life.beat()
		} else {
			d.last, d.restart = now, true
		}
	}
}

func (ds *devices) find(who account, id call.DeviceID) *device {
	for _, d := range ds.apps[who.app][who.user] {
		if d.id == id {
			return d
		}
	}
	return nil
}

func (ds *devices) add(who account, id call.DeviceID, last time.Time) *device {
	d := &device{account: who, id: id, last: last, at: last.Add(ds.lease)}
	users := ds.apps[who.app]
	if users == nil {
		users = map[call.UserID][]*device{}
		ds.apps[who.app] = users
	}
	users[who.user] = append(users[who.user], d)
	heap.Push(&ds.queue, d)
	if d.index == 0 {
		ds.hurry()
	}
	return d
}

func (ds *devices) remove(d *device) {
	heap.Remove(&ds.queue, d.index)
	if d.session != nil {
		ds.connected--
	}
	users := ds.apps[d.app]
	rest := slices.DeleteFunc(users[d.user], func(other *device) bool { return other == d })
	if len(rest) > 0 {
		users[d.user] = rest
		return
	}
	delete(users, d.user)
	if len(users) == 0 {
		delete(ds.apps, d.app)
	}
}

// giveUp ends a device's lease now and adds its session, if it has one, to sessions.
func (ds *devices) giveUp(d *device, now time.Time, sessions []*session) []*session {
	if d.session != nil {
		sessions = append(sessions, d.session)
		d.session = nil
		ds.connected--
	}
	d.last, d.at, d.expelled = now.Add(-ds.lease), now, true
	heap.Fix(&ds.queue, d.index)
	ds.hurry()
	return sessions
}

// end is when the device's lease is over, as things stand.
func (ds *devices) end(d *device) time.Time {
	if d.session != nil {
		return d.session.life.seen().Add(ds.lease)
	}
	return d.last.Add(ds.lease)
}

func (ds *devices) hurry() {
	select {
	case ds.sooner <- struct{}{}:
	default:
	}
}

// queue is a heap of devices, the one to look at first on top.
type queue []*device

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].at.Before(q[j].at) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i]; q[i].index, q[j].index = i, j }

func (q *queue) Push(x any) {
	d := x.(*device)
	d.index = len(*q)
	*q = append(*q, d)
}

func (q *queue) Pop() any {
	last := len(*q) - 1
	d := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return d
}
