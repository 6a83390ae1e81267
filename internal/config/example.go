package config

import _ "embed"

//go:generate go test -run TestExampleIsCurrent -update .

//go:embed example.yaml
var example string

// Example returns a settings file that says what every setting means and holds the defaults.
// It is made from the comments beside the fields.
func Example() string { return example }
