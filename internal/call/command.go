package call

import "maps"

// Command is a wish that may become a change of a call.
//
// Each command's rule stands in the file that bears its name. All but [Start] are for a call that exists.
type Command interface {
	// Rule is the command's name, as logs, timelines and causes show it.
	Rule() string

	apply(t *transition) error
}

// Claimer is a command that may bring users into a call.
type Claimer interface {
	Command

	// WithHeld returns the command with what the store found when it refused a claim: which users
	// are held by which other calls. What earlier refusals found stays, so that each try claims fewer.
	WithHeld(held map[UserID]ID) Command
}

// addHeld joins what a store has just found with what it found before.
func addHeld(before, now map[UserID]ID) map[UserID]ID {
	all := make(map[UserID]ID, len(before)+len(now))
	maps.Copy(all, before)
	maps.Copy(all, now)
	return all
}
