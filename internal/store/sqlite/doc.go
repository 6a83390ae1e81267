// Package sqlite keeps calls in one SQLite file; it is the store of a server that runs on one machine.
//
// What it guarantees on top of [ringline/internal/control.Store] and [ringline/internal/record.Store]:
//
//   - A change is answered after its transaction is on the disk (WAL, synchronous=FULL). One goroutine
//     writes; it commits the waiting changes of all calls in one transaction, so the price of a sync is
//     shared by whoever waits.
//   - Readers never see what could still be lost. Live calls are read from a hot copy in memory
//     (package live) that a batch reaches only after its COMMIT; ended calls and timelines are read
//     from the file, by connections of their own.
//   - The hot copy decides, the file judges again: unique keys, versions in the WHERE and CHECK
//     constraints stand behind each decision. If they disagree, or a COMMIT fails, nothing in
//     memory is believed any longer: the file is closed, opened and read anew, and only then are those
//     who wait told what became of their changes.
//   - While the disk is full what would write answers call.ErrUnavailable, and reading goes on. While it is
//     broken every method answers so. The store comes back by itself when the disk does.
//   - What has ended is filed among the records, with what finds it and the sums of days, by one transaction for many
//     calls: at once when somebody looks for records, within a moment when nobody does, and at the next
//     opening after a crash (filing.go).
//   - A [Backup] is one committed state of the file, made while others write; [Restore] puts back only what
//     passes as a whole.
//   - One process per file: a second one is refused at [Open], and so are a file that is empty, whose pages
//     or WAL are damaged, and one that a newer version has written.
//
// What it does not do: it does not share the file between machines (that is the PostgreSQL store's
// part), it forgets only what it is told to, and at start it does not hold ended calls against the rules:
// [Check] does that, and looks through files for which a start has no time.
package sqlite
