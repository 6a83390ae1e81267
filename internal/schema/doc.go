// Package schema describes Go types as JSON Schemas, the way OpenAPI 3.1 has them, and holds input against them.
//
// A type says everything itself: its fields' json tags say what is required (all but omitempty and omitzero), and these
// tags say the rest:
//
//	doc      what it means
//	min max  of a number its value, of a text its length in characters, of a list and a map its count
//	is       one of the [Set]'s kinds of text; of a list, what its items are
//	default  what counts when it is left out
//	example  one value
//
// A named text type with a method Values() []string may only be one of these.
//
// What it guarantees: input that [Check] finds nothing wrong with has each field as the type says, no other field, no field
// twice and no null, so decoding it into the type succeeds and means the same to everybody. What it finds is said in words
// for whoever wrote the input, without a copy of it: it may hold secrets.
package schema
