package redis

import (
	"encoding/binary"
	"errors"
	"math"
)

// What nodes publish is a pack:
//
//	version  1 byte
//	name     of the node, with its length in front
//	process  8 bytes, drawn at random when it started
//	first    number of its first entry; without entries, of the next one that there will be: a pulse
//	entries  numbered without holes
//
// and an entry is its kind, for questions and answers the question's id, for answers the process that asked, and the body with its length.
const packVersion = 1

// kind says what an entry is.
type kind byte

const (
	kindWord     kind = 'w'
	kindQuestion kind = 'q'
	kindAnswer   kind = 'a'
	kindBye      kind = 'b' // the node stops
)

type entry struct {
	number uint64
	kind   kind
	id     uint64 // of a question
	to     uint64 // of an answer: the process that asked
	body   []byte
}

type pack struct {
	name    string
	process uint64
	first   uint64
	entries []entry
}

func (p *pack) encode() []byte {
	size := 64 + len(p.name)
	for i := range p.entries {
		size += 32 + len(p.entries[i].body)
	}
	b := append(make([]byte, 0, size), packVersion)
	b = appendBytes(b, p.name)
	b = binary.BigEndian.AppendUint64(b, p.process)
	b = binary.AppendUvarint(b, p.first)
	for i := range p.entries {
		e := &p.entries[i]
		b = append(b, byte(e.kind))
		if e.kind == kindQuestion || e.kind == kindAnswer {
			b = binary.AppendUvarint(b, e.id)
		}
		if e.kind == kindAnswer {
			b = binary.BigEndian.AppendUint64(b, e.to)
		}
		b = appendBytes(b, e.body)
	}
	return b
}

func appendBytes[T string | []byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

var errPack = errors.New("what was heard is not a pack of this version")

func decodePack(b []byte) (p pack, err error) {
	r := reader{rest: b}
	if r.byte() != packVersion {
		return p, errPack
	}
	p.name = string(r.bytes())
	p.process = r.fixed()
	p.first = r.number()
	for n := p.first; !r.bad && len(r.rest) > 0; n++ {
		e := entry{number: n, kind: kind(r.byte())}
		if e.kind == kindQuestion || e.kind == kindAnswer {
			e.id = r.number()
		}
		if e.kind == kindAnswer {
			e.to = r.fixed()
		}
		e.body = r.bytes()
		p.entries = append(p.entries, e)
	}
	if r.bad || p.name == "" {
		return pack{}, errPack
	}
	return p, nil
}

// reader takes a pack apart. Once something is wrong, everything is.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) take(n uint64) []byte {
	if r.bad || n > uint64(len(r.rest)) {
		r.bad = true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) fixed() uint64 {
	if b := r.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > math.MaxInt64 {
		r.bad = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) bytes() []byte { return r.take(r.number()) }
