package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// mostFaults is how many are listed: who sent nonsense need not get a list of it.
const mostFaults = 16

// Fault is one thing wrong with an input.
type Fault struct {
	Field string // where: callees[2], settings.ring_timeout_ms; empty means the whole
	Text  string // what is wrong, as the rest of a sentence that begins with the field: must be …
}

// Check holds a document as [Decode] gives it against a schema.
func (s *Set) Check(v any, one *Schema) []Fault {
	c := checker{set: s}
	c.check("", v, one)
	return c.faults
}

type checker struct {
	set    *Set
	faults []Fault
}

func (c *checker) add(field, format string, args ...any) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, Fault{field, fmt.Sprintf(format, args...)})
	}
}

func (c *checker) check(field string, v any, one *Schema) {
	one = c.set.Resolve(one)
	switch one.Type {
	case "string":
		c.text(field, v, one)
	case "integer":
		c.integer(field, v, one)
	case "number":
		if _, ok := v.(json.Number); !ok {
			c.add(field, "must be a number")
		}
	case "boolean":
		if _, ok := v.(bool); !ok {
			c.add(field, "must be true or false")
		}
	case "array":
		c.array(field, v, one)
	case "object":
		c.object(field, v, one)
	}
}

func (c *checker) text(field string, v any, one *Schema) {
	text, ok := v.(string)
	if !ok {
		c.add(field, "must be a string")
		return
	}
	if len(one.Enum) > 0 {
		if !slices.Contains(one.Enum, text) {
			c.add(field, "must be %s", Or(one.Enum))
		}
		return
	}
	if !c.count(field, int64(utf8.RuneCountInString(text)), one, "character") {
		return
	}
	switch {
	case one.pattern != nil && !one.pattern.MatchString(text):
		c.add(field, "%s", one.rule)
	case one.Format == "date-time":
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			c.add(field, "must be a time as RFC 3339 has it, such as 2026-11-05T14:03:00Z")
		}
	case one.Format == "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			c.add(field, "must be a day, such as 2026-11-05")
		}
	}
}

func (c *checker) integer(field string, v any, one *Schema) {
	number, ok := v.(json.Number)
	if !ok {
		c.add(field, "must be a number")
		return
	}
	n, err := strconv.ParseInt(string(number), 10, 64)
	switch {
	case err != nil:
		c.add(field, "must be a whole number")
	case one.Min != nil && one.Max != nil && (n < *one.Min || n > *one.Max):
		c.add(field, "must be %d to %d", *one.Min, *one.Max)
	case one.Min != nil && n < *one.Min:
		c.add(field, "must be at least %d", *one.Min)
	case one.Max != nil && n > *one.Max:
		c.add(field, "must be at most %d", *one.Max)
	}
}

func (c *checker) array(field string, v any, one *Schema) {
	items, ok := v.([]any)
	if !ok {
		c.add(field, "must be a list")
		return
	}
	if !c.count(field, int64(len(items)), one, "item") {
		return
	}
	for i, item := range items {
		c.check(fmt.Sprintf("%s[%d]", field, i), item, one.Items)
	}
}

func (c *checker) object(field string, v any, one *Schema) {
	fields, ok := v.(map[string]any)
	if !ok {
		c.add(field, "must be an object")
		return
	}
	if one.Values != nil {
		if c.count(field, int64(len(fields)), one, "field") {
			for _, name := range slices.Sorted(maps.Keys(fields)) {
				c.check(below(field, name), fields[name], one.Values)
			}
		}
		return
	}
	known := 0
	for _, f := range one.Fields {
		v, there := fields[f.Name]
		switch {
		case there:
			known++
			c.check(below(field, f.Name), v, f.Schema)
		case f.Required:
			c.add(below(field, f.Name), "is missing")
		}
	}
	if known < len(fields) {
		c.strangers(field, fields, one)
	}
}

// strangers names the fields that the object does not have.
func (c *checker) strangers(field string, fields map[string]any, one *Schema) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.ContainsFunc(one.Fields, func(f Field) bool { return f.Name == name }) {
			c.add(below(field, Short(name)), "is not a field of this")
		}
	}
}

func (c *checker) count(field string, n int64, one *Schema, what string) bool {
	switch {
	case one.Min != nil && n < *one.Min:
		if *one.Min == 1 {
			c.add(field, "must not be empty")
		} else {
			c.add(field, "must have at least %d %ss", *one.Min, what)
		}
	case one.Max != nil && n > *one.Max:
		c.add(field, "must have at most %d %ss", *one.Max, what)
	default:
		return true
	}
	return false
}

func below(field, name string) string {
	if field == "" {
		return name
	}
	return field + "." + name
}

// Short cuts a name that somebody else chose.
func Short(name string) string {
	if r := []rune(strings.ToValidUTF8(name, "?")); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return name
}

// Or lists words as a choice: audio or video.
func Or(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
