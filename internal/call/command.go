package call

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
	// are held by which other calls.
	WithHeld(held map[UserID]ID) Command
}
