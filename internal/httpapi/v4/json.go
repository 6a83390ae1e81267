package v4

import (
	"bytes"
	"encoding/json"
	"iter"
	"strconv"
	"unicode/utf8"
)

// value is the text of one JSON value, without space around it, within a body that [json.Valid] accepted.
// The empty value is one that is not there.
//
// The dialect is exact about names (letter case counts) and JSON types (a number as an account has a code
// of its own), which encoding/json is not; and looking is all it takes in a text known to be valid.
type value []byte

// absent reports whether nothing was sent, null included.
func (v value) absent() bool { return len(v) == 0 || v[0] == 'n' }

func (v value) isObject() bool { return len(v) > 0 && v[0] == '{' }
func (v value) isArray() bool  { return len(v) > 0 && v[0] == '[' }
func (v value) isNumber() bool { return len(v) > 0 && (v[0] == '-' || '0' <= v[0] && v[0] <= '9') }

// text returns a copy of a string's content.
func (v value) text() (string, bool) {
	if len(v) == 0 || v[0] != '"' {
		return "", false
	}
	plain := v[1 : len(v)-1]
	if bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return string(plain), true
	}
	var s string
	err := json.Unmarshal(v, &s)
	return s, err == nil
}

// bytes returns a string's content, as part of the body where possible.
func (v value) bytes() []byte {
	plain := v[1 : len(v)-1]
	if bytes.IndexByte(plain, '\\') < 0 {
		return plain
	}
	text, _ := v.text()
	return []byte(text)
}

// integer returns a number that is written as an integer.
func (v value) integer() (int64, bool) {
	if !v.isNumber() {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v), 10, 64)
	if err != nil {
		return 0, false
	}
	return n, true
}

// members walks an object, in order; names may repeat. Of anything else it finds none.
func (v value) members() iter.Seq2[[]byte, value] {
	return func(yield func(name []byte, member value) bool) {
		if !v.isObject() {
			return
		}
		for rest := trim(v[1:]); rest[0] != '}'; {
			var name, member value
			name, rest = cut(rest)
			member, rest = cut(trim(rest[1:])) // after the colon
			if !yield(name.bytes(), member) {
				return
			}
			rest = afterComma(rest)
		}
	}
}

// elements walks an array. Of anything else it finds none.
func (v value) elements() iter.Seq[value] {
	return func(yield func(value) bool) {
		if !v.isArray() {
			return
		}
		for rest := trim(v[1:]); rest[0] != ']'; {
			var element value
			element, rest = cut(rest)
			if !yield(element) {
				return
			}
			rest = afterComma(rest)
		}
	}
}

// cut splits the value at the beginning of b from the rest, which starts with what is not space.
func cut(b []byte) (v value, rest []byte) {
	end, depth := 0, 0
	for {
		switch b[end] {
		case '"':
			for end++; b[end] != '"'; end++ {
				if b[end] == '\\' {
					end++
				}
			}
			end++
		case '{', '[':
			depth++
			end++
		case '}', ']':
			depth--
			end++
		case ',', ':', ' ', '\t', '\n', '\r': // within an object or array
			end++
		default:
			for end++; end < len(b) && !delimits(b[end]); end++ {
			}
		}
		if depth == 0 {
			return value(b[:end]), trim(b[end:])
		}
	}
}

func delimits(c byte) bool {
	switch c {
	case ',', ':', ']', '}', ' ', '\t', '\n', '\r':
		return true
	}
	return false
}

func afterComma(rest []byte) []byte {
	if rest[0] == ',' {
		return trim(rest[1:])
	}
	return rest
}

// trim removes what JSON counts as space.
func trim(b []byte) []byte { return bytes.Trim(b, " \t\n\r") }
