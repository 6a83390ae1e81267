// Package arch keeps the code to the house plan: which package may import which of ours.
//
// The plan is the table in ARCHITECTURE.md, and the test reads it there, so that the page cannot
// grow old. Rules import nothing, doors never import stores or each other, and only server knows
// everybody. A package that is not in the table has no place yet, and fails too. Tests may import
// what they like.
//
// It says nothing about modules of others; depguard in .golangci.yaml does.
package arch
