package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decodeFile reads YAML over the settings in root and returns what it could not use.
// Unknown names and wrong kinds of values do not stop it: all faults of a file come at once.
func decodeFile(name string, text []byte, root reflect.Value) []error {
	d := decoder{file: filepath.Base(name), root: root}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil // empty, or nothing but comments
		}
		return []error{fmt.Errorf("%s: not YAML: %s", d.file, strings.TrimPrefix(err.Error(), "yaml: "))}
	}
	d.decode(doc.Content[0], root, "")
	if dec.Decode(&second) == nil {
		d.fault(&second, "a second document starts here; put everything into one")
	}
	return d.faults
}

type decoder struct {
	file   string
	root   reflect.Value
	faults []error
}

func (d *decoder) fault(at *yaml.Node, format string, args ...any) {
	d.faults = append(d.faults, fmt.Errorf("%s:%d: %s", d.file, at.Line, fmt.Sprintf(format, args...)))
}

// decode puts what n says into v. A name without a value (`listen:`) leaves the default.
func (d *decoder) decode(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return
	}
	switch t := v.Type(); {
	case isSection(t) && n.Kind == yaml.MappingNode:
		d.section(n, v, path)
	case isList(t) && n.Kind == yaml.SequenceNode:
		v.Set(reflect.MakeSlice(t, len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			d.decode(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case isSection(t), isList(t), n.Kind != yaml.ScalarNode:
		d.fault(n, "%s: expected %s", orTop(path), expected(t))
	default:
		if err := set(v, n.Value); err != nil {
			d.fault(n, "%s: %v", path, err)
		}
	}
}

func (d *decoder) section(n *yaml.Node, v reflect.Value, path string) {
	known := fields(v)
	seen := map[string]int{} // name → line
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		f, ok := find(known, key.Value)
		if !ok || key.Kind != yaml.ScalarNode {
			d.fault(key, "%s is not a setting%s", join(path, key.Value), d.hint(path, key.Value, known))
			continue
		}
		if line, twice := seen[f.name]; twice {
			d.fault(key, "%s stands already on line %d", join(path, f.name), line)
			continue
		}
		seen[f.name] = key.Line
		d.decode(value, f.value, join(path, f.name))
	}
}

// hint names the setting that was probably meant: one spelt alike here, or one of that name elsewhere.
func (d *decoder) hint(path, name string, known []field) string {
	names := make([]string, len(known))
	for i, f := range known {
		names[i] = f.name
	}
	if near := nearest(name, names); near != "" {
		return didYouMean(join(path, near))
	}
	var elsewhere string
	walk(d.root, "", func(full string, _ reflect.Value) {
		if name != "" && strings.HasSuffix(full, "."+name) {
			elsewhere = full
		}
	})
	if elsewhere != "" {
		return didYouMean(elsewhere)
	}
	return "; here go " + strings.Join(names, ", ")
}

func find(known []field, name string) (field, bool) {
	for _, f := range known {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

func orTop(path string) string {
	if path == "" {
		return "the file"
	}
	return path
}
