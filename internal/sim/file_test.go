package sim

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	sqlite3 "modernc.org/sqlite/lib"

	"ringline/internal/store/sqlite"
)

// sector is what a disk writes whole. SQLite assumes no more: that a write does not harm the bytes beside it.
const sector = 512

// layer is the disk under one database, for one life of the process. Reads see everything that was written. What was not synced when
// the power goes is there in parts: none of it, its beginning with the last write torn, any mixture of sectors, or all. A sync that
// fails leaves such a mixture for good, and the next one does not make up for it. New names in a folder are taken to be durable.
type layer struct {
	dir  string
	lies bool // a sync says yes and does nothing; on purpose

	mu        sync.Mutex
	dice      *rand.Rand
	files     map[string]*platter
	off       bool // the power is gone, or the process
	offIn     int  // after so many more operations; 0: not
	syncFails bool // the next one
	full      bool // no room to write
	counts    map[string]int
}

// platter is one file as a power cut would leave it at least, and what was done since.
type platter struct {
	safe  []byte
	since []operation
}

// operation is a write, or a change of size if there are no data.
type operation struct {
	at   int64
	data []byte
}

// opened reports whether a file is one of ours: the database, its WAL and its journal.
func (l *layer) opened(path string) bool {
	if strings.HasSuffix(path, ".lock") || strings.HasSuffix(path, "-shm") {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.files[path] == nil {
		b, err := os.ReadFile(path)
		if err != nil {
			panic(err) // it was just opened
		}
		l.files[path] = &platter{safe: b}
	}
	return true
}

// does says whether an operation is done, and counts it. The lock is held.
func (l *layer) does() bool {
	if l.offIn > 0 {
		if l.offIn--; l.offIn == 0 {
			l.off = true
		}
	}
	return !l.off
}

// breaks has the next sync fail, or the disk be full until it is said not to be.
func (l *layer) breaks(sync, full bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.syncFails, l.full = sync, full
}

func (l *layer) write(path string, at int64, data []byte) int32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.does():
		return sqlite3.SQLITE_IOERR_WRITE
	case l.full:
		l.counts["write on a full disk"]++
		return sqlite3.SQLITE_FULL
	}
	f := l.files[path]
	f.since = append(f.since, operation{at, slices.Clone(data)})
	return 0
}

func (l *layer) truncate(path string, size int64) int32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.does() {
		return sqlite3.SQLITE_IOERR_TRUNCATE
	}
	l.files[path].since = append(l.files[path].since, operation{at: size})
	return 0
}

func (l *layer) sync(path string) int32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.files[path]
	switch {
	case !l.does():
		return sqlite3.SQLITE_IOERR_FSYNC
	case l.syncFails:
		l.syncFails = false
		l.counts["sync failed"]++
		f.safe = f.after(l.dice, l.dice.IntN(ways))
		f.since = nil
		return sqlite3.SQLITE_IOERR_FSYNC
	case l.lies:
		return 0
	}
	f.safe, f.since = f.apply(f.safe, nil, all), nil
	return 0
}

func (l *layer) remove(path string) int32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.does() {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	delete(l.files, path)
	return 0
}

// What may be left of what was not synced.
const (
	none = iota
	beginning
	mixture
	all
	ways
)

// after is the file after a power cut.
func (f *platter) after(dice *rand.Rand, way int) []byte {
	return f.apply(slices.Clone(f.safe), dice, way)
}

// apply does to b what was not synced, as far as that is left.
func (f *platter) apply(b []byte, dice *rand.Rand, way int) []byte {
	ops := f.since
	switch way {
	case none:
		return b
	case beginning:
		if len(ops) > 0 {
			ops = ops[:dice.IntN(len(ops)+1)]
		}
	}
	for i, o := range ops {
		switch {
		case o.data == nil && (way != mixture || dice.IntN(2) == 0):
			b = resize(b, o.at)
		case o.data != nil:
			torn := way == beginning && i == len(ops)-1
			for from := int64(0); from < int64(len(o.data)); {
				n := min(sector-(o.at+from)%sector, int64(len(o.data))-from)
				if way == all || way == beginning && !torn || dice.IntN(2) == 0 {
					b = resize(b, max(int64(len(b)), o.at+from+n))
					copy(b[o.at+from:], o.data[from:from+n])
				} else if torn {
					break
				}
				from += n
			}
		}
	}
	return b
}

func resize(b []byte, n int64) []byte {
	if n <= int64(len(b)) {
		return b[:n]
	}
	if n > int64(cap(b)) {
		b = slices.Grow(b, int(n)-len(b)+1<<18)
	}
	return b[:n] // what SQLite skips it writes later
}

// fileDisk is a SQLite database that outlives processes, in a folder for each of their lives.
type fileDisk struct {
	w     *world
	root  string
	life  int
	layer *layer
	store *sqlite.Store
	power bool // the next crash is a power cut
}

func newFileDisk(w *world) *fileDisk {
	root, err := os.MkdirTemp("", "ringline-sim-")
	if err != nil {
		w.Fatal(err)
	}
	d := &fileDisk{w: w, root: root}
	d.fresh(nil)
	return d
}

// fresh makes the next life's folder with what the last one left.
func (d *fileDisk) fresh(files map[string][]byte) {
	d.life++
	dir := filepath.Join(d.root, fmt.Sprint(d.life))
	if err := os.Mkdir(dir, 0o700); err != nil {
		d.w.Fatal(err)
	}
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			d.w.Fatal(err)
		}
	}
	d.layer = &layer{
		dir: dir, lies: d.w.broke == "sync that lies", dice: rand.New(rand.NewPCG(d.w.seed, uint64(d.life))), files: map[string]*platter{}, counts: map[string]int{},
	}
	d.layer.underSQLite()
}

func (d *fileDisk) open() store {
	cfg := sqlite.Default()
	cfg.Path = filepath.Join(d.layer.dir, "ringline.db")
	s, err := sqlite.Open(context.Background(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		d.w.fail(9, "the database does not open after a crash: %v", err)
		d.gone()
		d.fresh(nil)
		return d.open()
	}
	d.store = s
	return s
}

func (d *fileDisk) dies(inCommit, power bool) {
	d.power = power
	d.layer.mu.Lock()
	defer d.layer.mu.Unlock()
	if inCommit {
		d.layer.offIn = 1 + d.layer.dice.IntN(12)
	} else {
		d.layer.off = true
	}
}

func (d *fileDisk) look() store { return d.store }

// crashed lets go of the dead process's database, and decides what is left of it.
func (d *fileDisk) crashed() {
	l := d.layer
	l.mu.Lock()
	l.off = true
	l.mu.Unlock()
	_ = d.store.Close() // it cannot write any more
	files := map[string][]byte{}
	way := all // the process died, and the machine did not
	if d.power {
		way = l.dice.IntN(ways)
		d.w.fault("power cut")
	}
	for _, path := range []string{"ringline.db", "ringline.db-wal", "ringline.db-journal"} {
		if f := l.files[filepath.Join(l.dir, path)]; f != nil {
			files[path] = f.after(l.dice, way)
		}
	}
	d.gone()
	d.fresh(files)
}

// gone adds up what a layer did, and removes it.
func (d *fileDisk) gone() {
	for kind, n := range d.layer.counts {
		d.w.counts.faults[kind] += n
	}
	d.layer.forget()
	_ = os.RemoveAll(d.layer.dir)
}

func (d *fileDisk) close() {
	if err := d.store.Close(); err != nil {
		d.w.Errorf("close the database: %v", err)
	}
	d.gone()
	_ = os.RemoveAll(d.root)
}
