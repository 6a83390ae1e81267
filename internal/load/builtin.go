package load

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed scenarios
var scenarios embed.FS

// Builtin lists the names of the scenarios that come with the program, the simplest first.
func Builtin() []string {
	return []string{"calls", "group", "robots", "churn", "reconnect-storm", "ring-storm", "levels"}
}

// Text returns a built-in scenario as it is written.
func Text(name string) ([]byte, error) {
	text, err := scenarios.ReadFile("scenarios/" + name + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("there is no scenario %q: there are %s, and your own files (FILE.yaml)", name, strings.Join(Builtin(), ", "))
	}
	return text, nil
}
