package memory

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"ringline/internal/admin"
	"ringline/internal/call"
)

var _ admin.Store = (*Store)(nil)

// adminState is what an [admin.Store] keeps. The zero adminState is empty.
type adminState struct {
	mu     sync.Mutex
	apps   map[int64]string // as JSON, so that nobody shares anything with what is kept
	tokens []admin.StoredToken
	acts   []admin.Act
}

// ListApps implements [admin.Store].
func (s *Store) ListApps(context.Context) ([]admin.Stored, error) {
	s.admin.mu.Lock()
	defer s.admin.mu.Unlock()
	var list []admin.Stored
	for _, id := range slices.Sorted(maps.Keys(s.admin.apps)) {
		app, err := decodeApp(s.admin.apps[id])
		if err != nil {
			return nil, err
		}
		list = append(list, app)
	}
	return list, nil
}

func decodeApp(doc string) (admin.Stored, error) {
	var app admin.Stored
	if err := json.Unmarshal([]byte(doc), &app); err != nil {
		return app, fmt.Errorf("decode app: %w", err)
	}
	return app, nil
}

// SaveApp implements [admin.Store].
func (s *Store) SaveApp(ctx context.Context, app admin.Stored, act admin.Act) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	doc, err := json.Marshal(&app)
	if err != nil {
		return fmt.Errorf("encode app: %w", err)
	}
	s.admin.mu.Lock()
	defer s.admin.mu.Unlock()
	var version int64
	if kept, ok := s.admin.apps[app.ID]; ok {
		was, err := decodeApp(kept)
		if err != nil {
			return err
		}
		version = was.Version
	}
	if app.Version != version+1 {
		return call.ErrConflict
	}
	if s.admin.apps == nil {
		s.admin.apps = map[int64]string{}
	}
	s.admin.apps[app.ID] = string(doc)
	s.admin.add(act)
	return nil
}

// ListTokens implements [admin.Store].
func (s *Store) ListTokens(context.Context) ([]admin.StoredToken, error) {
	s.admin.mu.Lock()
	defer s.admin.mu.Unlock()
	list := slices.Clone(s.admin.tokens)
	slices.SortFunc(list, func(a, b admin.StoredToken) int {
		if d := a.CreatedAt.Compare(b.CreatedAt); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	for i := range list {
		list[i].Scopes = slices.Clone(list[i].Scopes)
	}
	return list, nil
}

// SaveToken implements [admin.Store].
func (s *Store) SaveToken(ctx context.Context, token admin.StoredToken, act admin.Act) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	token.Scopes = slices.Clone(token.Scopes)
	s.admin.mu.Lock()
	defer s.admin.mu.Unlock()
	at := slices.IndexFunc(s.admin.tokens, func(t admin.StoredToken) bool { return t.ID == token.ID })
	if slices.ContainsFunc(s.admin.tokens, func(t admin.StoredToken) bool { return t.ID != token.ID && t.Hash == token.Hash }) {
		return fmt.Errorf("save token: two of them share a hash")
	}
	if at < 0 {
		s.admin.tokens = append(s.admin.tokens, token)
	} else {
		s.admin.tokens[at] = token
	}
	s.admin.add(act)
	return nil
}

// AddAct implements [admin.Store].
func (s *Store) AddAct(ctx context.Context, act admin.Act) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.admin.mu.Lock()
	defer s.admin.mu.Unlock()
	s.admin.add(act)
	return nil
}

func (a *adminState) add(act admin.Act) {
	act.ID, act.Detail = int64(len(a.acts))+1, maps.Clone(act.Detail)
	a.acts = append(a.acts, act)
}

// ListActs implements [admin.Store].
func (s *Store) ListActs(_ context.Context, f admin.ActFilter, before int64, limit int) ([]admin.Act, error) {
	s.admin.mu.Lock()
	defer s.admin.mu.Unlock()
	var list []admin.Act
	for _, act := range slices.Backward(s.admin.acts) {
		if len(list) == limit {
			break
		}
		if (before <= 0 || act.ID < before) && picks(&f, &act) {
			act.Detail = maps.Clone(act.Detail)
			list = append(list, act)
		}
	}
	return list, nil
}

func picks(f *admin.ActFilter, act *admin.Act) bool {
	what := f.What == "" || act.What == f.What || strings.HasSuffix(f.What, ".") && strings.HasPrefix(act.What, f.What)
	return what && (f.App == 0 || act.App == f.App) && (f.By == "" || act.By.Name == f.By) && (f.Target == "" || act.Target == f.Target) &&
		(f.From.IsZero() || !act.At.Before(f.From)) && (f.Until.IsZero() || !act.At.After(f.Until))
}
