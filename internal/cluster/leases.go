package cluster

import "context"

// Alone, leases are nowhere: the one node has them all, and keeps nothing of them.

// KeepLeases notes that this node keeps leases from now on, whichever did before.
func (m *Members) KeepLeases(ctx context.Context, leases []Lease) error {
	if m.store == nil || len(leases) == 0 {
		return nil
	}
	return m.store.KeepLeases(ctx, m.self.Name, leases)
}

// DropLeases forgets those of the leases that this node keeps.
func (m *Members) DropLeases(ctx context.Context, leases []Lease) error {
	if m.store == nil || len(leases) == 0 {
		return nil
	}
	return m.store.DropLeases(ctx, m.self.Name, leases)
}

// KeptLeases lists the leases that this node keeps, also those of an earlier process of its name.
func (m *Members) KeptLeases(ctx context.Context) ([]Lease, error) {
	if m.store == nil {
		return nil, nil
	}
	return m.store.KeptLeases(ctx, m.self.Name)
}

// KeepsLease reports whether this node keeps a lease.
func (m *Members) KeepsLease(ctx context.Context, lease Lease) (bool, error) {
	if m.store == nil {
		return true, nil
	}
	return m.store.KeepsLease(ctx, m.self.Name, lease)
}

// TakeLeases has this node keep what one that has gone kept, and returns that. Of several nodes one gets each.
func (m *Members) TakeLeases(ctx context.Context, from string) ([]Lease, error) {
	if m.store == nil {
		return nil, nil
	}
	return m.store.TakeLeases(ctx, from, m.self.Name)
}
