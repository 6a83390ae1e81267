package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind is a kind of text that fields can name with the tag is.
type Kind struct {
	Pattern  string // of the whole text; empty allows any
	Rule     string // the pattern in words: may only hold …
	Format   string
	Min, Max int64 // its length in characters; a Max of 0 is none
}

// Set derives schemas and keeps those of named structs, so that others refer to them. Its methods panic about a type that
// cannot be described: that is a mistake in the program, which every test shows.
type Set struct {
	kinds map[string]Kind
	named map[string]*Schema
	types map[string]reflect.Type
}

// NewSet makes an empty set with some kinds of text.
func NewSet(kinds map[string]Kind) *Set {
	return &Set{kinds: kinds, named: map[string]*Schema{}, types: map[string]reflect.Type{}}
}

// Of returns the schema of a type: for a named struct a reference to the one in the set.
func (s *Set) Of(t reflect.Type) *Schema { return s.of(t) }

// Input returns the schema of a type that comes from outside: its objects may have no other fields.
func (s *Set) Input(t reflect.Type) *Schema {
	in := s.of(t)
	s.close(in)
	return in
}

// Inline returns the closed schema of a struct itself, not a reference to it.
func (s *Set) Inline(t reflect.Type) *Schema {
	one := &Schema{Type: "object", Closed: true}
	s.fields(one, t)
	return one
}

// Text returns the schema of a text of some kind.
func (s *Set) Text(kind, description string) *Schema {
	one := &Schema{Type: "string", Description: description}
	k, known := s.kinds[kind]
	if !known {
		panic(fmt.Sprintf("schema: %q is an unknown kind of text", kind))
	}
	one.become(k)
	return one
}

// Named lists the schemas of the set by their names.
func (s *Set) Named() []*Schema {
	var all []*Schema
	for _, one := range s.named {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b *Schema) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Resolve returns what a reference refers to; other schemas are returned as they are.
func (s *Set) Resolve(one *Schema) *Schema {
	if one.Ref != "" {
		return s.named[one.Ref]
	}
	return one
}

func (s *Set) close(one *Schema) {
	if one == nil {
		return
	}
	one = s.Resolve(one)
	if one.Closed {
		return
	}
	one.Closed = one.Type == "object" && one.Values == nil
	s.close(one.Items)
	s.close(one.Values)
	for _, f := range one.Fields {
		s.close(f.Schema)
	}
}

var (
	timeType = reflect.TypeFor[time.Time]()
	rawType  = reflect.TypeFor[json.RawMessage]()
)

func (s *Set) of(t reflect.Type) *Schema {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case timeType:
		return &Schema{Type: "string", Format: "date-time"}
	case rawType:
		return &Schema{}
	}
	switch t.Kind() {
	case reflect.String:
		one := &Schema{Type: "string"}
		if words, ok := reflect.Zero(t).Interface().(interface{ Values() []string }); ok {
			one.Enum = words.Values()
		}
		return one
	case reflect.Int, reflect.Int32, reflect.Int64:
		return &Schema{Type: "integer", Format: "int64"}
	case reflect.Float64:
		return &Schema{Type: "number"}
	case reflect.Bool:
		return &Schema{Type: "boolean"}
	case reflect.Slice:
		return &Schema{Type: "array", Items: s.of(t.Elem())}
	case reflect.Map:
		return &Schema{Type: "object", Values: s.of(t.Elem())}
	case reflect.Struct:
		return s.object(t)
	default:
		panic(fmt.Sprintf("schema: cannot describe %v", t))
	}
}

// object describes a struct. A named one goes into the set, before its fields are looked at, because they may refer to it.
func (s *Set) object(t reflect.Type) *Schema {
	name := t.Name()
	if generic, _, found := strings.Cut(name, "["); found {
		panic(fmt.Sprintf("schema: %s is generic and has no name of its own", generic))
	}
	if known := s.types[name]; known == t {
		return &Schema{Ref: name}
	} else if known != nil {
		panic(fmt.Sprintf("schema: %v and %v share a name", known, t))
	}
	one := &Schema{Type: "object", Name: name}
	if name != "" {
		s.types[name], s.named[name] = t, one
	}
	s.fields(one, t)
	if name != "" {
		return &Schema{Ref: name}
	}
	return one
}

func (s *Set) fields(one *Schema, t reflect.Type) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			s.fields(one, f.Type)
			continue
		case !f.IsExported() || name == "-":
			continue
		case name == "":
			panic(fmt.Sprintf("schema: %v.%s has no json tag", t, f.Name))
		}
		one.Fields = append(one.Fields, Field{
			Name:     name,
			Required: !strings.Contains(options, "omitempty") && !strings.Contains(options, "omitzero"),
			Schema:   s.field(t, f),
		})
	}
}

func (s *Set) field(t reflect.Type, f reflect.StructField) *Schema {
	one := s.of(f.Type)
	one.Description = f.Tag.Get("doc")
	if is := f.Tag.Get("is"); is != "" {
		kind, known := s.kinds[is]
		if !known {
			panic(fmt.Sprintf("schema: %v.%s is a %q, which is unknown", t, f.Name, is))
		}
		text := one
		if one.Type == "array" {
			text = one.Items
		}
		text.become(kind)
	}
	bound := func(tag string, into **int64) {
		if value := f.Tag.Get(tag); value != "" {
			n, err := strconv.ParseInt(value, 10, 64)
			if err != nil {
				panic(fmt.Sprintf("schema: %v.%s has a bad tag: %v", t, f.Name, err))
			}
			*into = &n
		}
	}
	bound("min", &one.Min)
	bound("max", &one.Max)
	one.Default = value(one, f.Tag.Get("default"))
	one.Example = value(one, f.Tag.Get("example"))
	return one
}

func (s *Schema) become(k Kind) {
	s.Format, s.rule = k.Format, k.Rule
	if k.Pattern != "" {
		s.Pattern, s.pattern = k.Pattern, regexp.MustCompile(k.Pattern)
	}
	if k.Min > 0 {
		s.Min = &k.Min
	}
	if k.Max > 0 {
		s.Max = &k.Max
	}
}

// value reads a tag as the schema has it: JSON, but for texts, which need no quotes.
func value(one *Schema, tag string) any {
	if tag == "" {
		return nil
	}
	if one.Type == "string" {
		return tag
	}
	if !json.Valid([]byte(tag)) {
		panic(fmt.Sprintf("schema: %q is no JSON", tag))
	}
	return json.RawMessage(tag)
}
