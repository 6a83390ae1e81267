package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// deepest is how many arrays and objects may lie in each other.
const deepest = 32

// Decode reads one JSON document as maps, slices, strings, bools, json.Numbers and nil. Unlike encoding/json it refuses an
// object that has a field twice: who decodes it again could see another one than was checked.
func Decode(text []byte) (any, error) {
	d := decoder{json.NewDecoder(bytes.NewReader(text))}
	d.UseNumber()
	v, err := d.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is something behind the document")
	}
	return v, nil
}

type decoder struct{ *json.Decoder }

func (d decoder) value(depth int) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, plain(err)
	}
	open, nested := t.(json.Delim)
	switch {
	case !nested:
		return t, nil
	case depth == deepest:
		return nil, fmt.Errorf("is nested more than %d deep", deepest)
	case open == '[':
		return d.array(depth)
	default:
		return d.object(depth)
	}
}

func (d decoder) array(depth int) (any, error) {
	all := []any{}
	for d.More() {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	_, err := d.Token()
	return all, plain(err)
}

func (d decoder) object(depth int) (any, error) {
	all := map[string]any{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, plain(err)
		}
		name, ok := t.(string)
		if !ok {
			return nil, errors.New("a name must be a string")
		}
		if _, twice := all[name]; twice {
			return nil, fmt.Errorf("has the field %.40q twice", name)
		}
		if all[name], err = d.value(depth + 1); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return all, plain(err)
}

// plain says what is wrong with the text without a part of it.
func plain(err error) error {
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return fmt.Errorf("is not JSON: a mistake near byte %d", syntax.Offset)
	default:
		return errors.New("is not JSON: it ends too early")
	}
}
