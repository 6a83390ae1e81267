//go:build !race

package test

// raceDetector says whether these tests run under it.
const raceDetector = false
