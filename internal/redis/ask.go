package redis

import (
	"context"
	"fmt"
)

// question is one that waits for its answers.
type question struct {
	missing map[uint64]bool // processes that have not answered
	answers map[string][]byte
	err     error
	done    chan struct{}
}

func (q *question) end(err error) {
	q.err = err
	close(q.done)
}

// Ask asks every node that is heard of and returns the answers by the nodes' names. With [ErrSilent] some are missing, with [ErrAway] it
// is not known whether anybody heard.
func (l *Link) Ask(ctx context.Context, body []byte) (map[string][]byte, error) {
	l.mu.Lock()
	if !l.whole {
		l.mu.Unlock()
		return nil, ErrAway
	}
	q := &question{missing: map[uint64]bool{}, answers: map[string][]byte{}, done: make(chan struct{})}
	for process, p := range l.peers {
		if !p.gone {
			q.missing[process] = true
		}
	}
	if len(q.missing) == 0 {
		l.mu.Unlock()
		return q.answers, nil
	}
	l.questioned++
	id := l.questioned
	l.questions[id] = q
	if !l.enqueueLocked(entry{kind: kindQuestion, id: id, body: body}) {
		delete(l.questions, id)
		l.mu.Unlock()
		return nil, ErrAway
	}
	l.mu.Unlock()
	l.hurry()
	select {
	case <-q.done:
		return q.answers, q.err
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.questions[id] == nil { // it ended just now
		return q.answers, q.err
	}
	delete(l.questions, id)
	return q.answers, fmt.Errorf("%w: %d of %d did", ErrSilent, len(q.answers), len(q.answers)+len(q.missing))
}

// answered takes in an answer.
func (l *Link) answered(id, process uint64, name string, body []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	q := l.questions[id]
	if q == nil || !q.missing[process] {
		return
	}
	delete(q.missing, process)
	q.answers[name] = body
	if len(q.missing) == 0 {
		delete(l.questions, id)
		q.end(nil)
	}
}

// strike expects no more answers of a process that is gone: what was asked of it stays unanswered.
func (l *Link) strike(process uint64) {
	for id, q := range l.questions {
		if q.missing[process] {
			delete(l.questions, id)
			q.end(ErrSilent)
		}
	}
}
