package call

import (
	"fmt"
	"maps"
	"slices"
)

// Claimed is a store's refusal of a change: other calls hold users whom it claims. Nothing was written.
type Claimed struct {
	Held map[UserID]ID // each refused user and the call that holds them
}

// Error implements error.
func (e *Claimed) Error() string {
	return fmt.Sprintf("held by other calls: %v", slices.Sorted(maps.Keys(e.Held)))
}

// Repeated is a store's refusal of a change whose request was committed before. Nothing was written.
type Repeated struct {
	Call ID // what the first one was about
}

// Error implements error.
func (e *Repeated) Error() string {
	return "this request was answered before, with call " + string(e.Call)
}
