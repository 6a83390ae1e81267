package config

import (
	"encoding"
	"fmt"
	"net/netip"
	"reflect"
	"strconv"
	"time"
)

// A setting's name in the file comes from its yaml tag, and every other name from that.
// The tree of settings is read off the structs, so a new field needs a tag and nothing else.

// field is one named part of a struct: a setting or a section.
type field struct {
	name  string
	value reflect.Value
}

// fields lists the named parts of a struct.
func fields(v reflect.Value) []field {
	var list []field
	for i := range v.NumField() {
		if name := v.Type().Field(i).Tag.Get("yaml"); name != "" && name != "-" {
			list = append(list, field{name, v.Field(i)})
		}
	}
	return list
}

// walk visits every setting below v that is not inside a list, with its full name.
func walk(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	for _, f := range fields(v) {
		if full := join(path, f.name); isSection(f.value.Type()) {
			walk(f.value, full, visit)
		} else {
			visit(full, f.value)
		}
	}
}

// isSection tells a struct of settings from a value that is written as one word, such as an address.
func isSection(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && !isText(t)
}

func isList(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && !isText(t)
}

// isTable tells a list of sections.
func isTable(t reflect.Type) bool { return isList(t) && isSection(t.Elem()) }

func isText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// set reads one word into v. Its error says what was expected and leaves out what was given.
func set(v reflect.Value, text string) error {
	ok := false
	switch t := v.Type(); {
	case t == reflect.TypeFor[time.Duration]():
		d, err := time.ParseDuration(text)
		v.SetInt(int64(d))
		ok = err == nil
	case isText(t):
		ok = v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil
	case v.CanInt():
		n, err := strconv.ParseInt(text, 10, t.Bits())
		v.SetInt(n)
		ok = err == nil
	case v.CanUint():
		n, err := strconv.ParseUint(text, 10, t.Bits())
		v.SetUint(n)
		ok = err == nil
	case v.CanFloat():
		n, err := strconv.ParseFloat(text, t.Bits())
		v.SetFloat(n)
		ok = err == nil
	case t.Kind() == reflect.Bool:
		v.SetBool(text == "true")
		ok = text == "true" || text == "false"
	case t.Kind() == reflect.String:
		v.SetString(text)
		ok = true
	}
	if !ok {
		return fmt.Errorf("expected %s", expected(v.Type()))
	}
	return nil
}

// expected says in words what a setting of type t looks like.
func expected(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[time.Duration]():
		return "a duration with its unit, such as 30s or 5m"
	case reflect.TypeFor[netip.Addr]():
		return "an IP address"
	case reflect.TypeFor[netip.Prefix]():
		return "a network such as 10.0.0.0/8"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return "a whole number"
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return fmt.Sprintf("a whole number from 0 to %d", uint64(1)<<t.Bits()-1)
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "settings, one `name: value` a line"
	default:
		return "one word or a text in quotes"
	}
}
