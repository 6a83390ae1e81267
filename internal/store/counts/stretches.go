package counts

// Visit hears of a stretch of time, where it begins, how long it is and how many records began in it, and says whether to go on.
type Visit func(at, span int64, records int) bool

// Source counts records by looking. Both report whether the visitor wants more.
type Source interface {
	// Counted hands over the spans of a length in which records began, from the counts.
	Counted(span, from, to int64, f Visit) (more bool, err error)

	// Scan counts the records that began in a stretch of any length, and hands over that one.
	Scan(from, to int64, f Visit) (more bool, err error)
}

// Stretches goes through a time in order, from included, to not. Whole hours and minutes come from the counts; only where a minute
// is cut are records looked at. Where nothing is counted, as of one user, that is one stretch.
func Stretches(s Source, counted bool, from, to int64, f Visit) error {
	if from >= to {
		return nil
	}
	minutes, lastMinute := ceil(from, Minute), Floor(to, Minute)
	if !counted || minutes >= lastMinute {
		_, err := s.Scan(from, to, f)
		return err
	}
	hours, lastHour := ceil(minutes, Hour), Floor(lastMinute, Hour)
	if hours >= lastHour {
		hours, lastHour = lastMinute, lastMinute
	}
	for _, part := range []struct{ span, from, to int64 }{
		{0, from, minutes}, {Minute, minutes, hours}, {Hour, hours, lastHour}, {Minute, lastHour, lastMinute}, {0, lastMinute, to},
	} {
		if part.from >= part.to {
			continue
		}
		look := func() (bool, error) { return s.Counted(part.span, part.from, part.to, f) }
		if part.span == 0 {
			look = func() (bool, error) { return s.Scan(part.from, part.to, f) }
		}
		if more, err := look(); err != nil || !more {
			return err
		}
	}
	return nil
}

// Skip looks for the n-th record of a time: it lies behind rest others that began at a moment or later. There is none if found is
// false.
func Skip(s Source, counted bool, from, to int64, n int) (at int64, rest int, found bool, err error) {
	wide := false
	rest = n
	find := func(begin, span int64, records int) bool {
		if rest >= records {
			rest -= records
			return true
		}
		at, found, wide = begin, true, span == Hour
		return false
	}
	if err = Stretches(s, counted, from, to, find); err == nil && wide {
		_, err = s.Counted(Minute, at, at+Hour, find)
	}
	return at, rest, found, err
}
