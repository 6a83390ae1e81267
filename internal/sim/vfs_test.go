package sim

import (
	"path/filepath"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// This is where our disk gets under SQLite: a VFS that is the usual one but for opening files, and whose files are the usual ones
// but for writing, cutting and syncing. SQLite is translated from C, so its tables of functions are read and written as C would.

var vfs struct {
	once  sync.Once
	err   int32
	usual *sqlite3.Tsqlite3_vfs

	mu      sync.Mutex
	layers  map[string]*layer // by folder
	files   map[uintptr]handle
	methods map[uintptr]uintptr // ours, by the usual ones that they replace
}

// handle is an open file of a layer.
type handle struct {
	layer *layer
	path  string
	usual *sqlite3.Tsqlite3_io_methods
}

// underSQLite has files in the layer's folder go through the layer, in databases that are opened from now on.
func (l *layer) underSQLite() {
	vfs.once.Do(func() {
		vfs.layers, vfs.files, vfs.methods = map[string]*layer{}, map[uintptr]handle{}, map[uintptr]uintptr{}
		tls := libc.NewTLS()
		usual := sqlite3.Xsqlite3_vfs_find(tls, 0)
		vfs.usual = at[sqlite3.Tsqlite3_vfs](usual)
		ours := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
		v := at[sqlite3.Tsqlite3_vfs](ours)
		*v = *vfs.usual
		name, err := libc.CString("sim")
		if err != nil {
			panic(err)
		}
		v.FzName, v.FpNext = name, 0
		v.FxOpen, v.FxDelete = pointer(openFile), pointer(deleteFile)
		vfs.err = sqlite3.Xsqlite3_vfs_register(tls, ours, 1)
	})
	if vfs.err != 0 {
		panic("register the VFS")
	}
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	vfs.layers[l.dir] = l
}

func (l *layer) forget() {
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	delete(vfs.layers, l.dir)
}

// at is what C has at an address.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// pointer is a function as C points to it, and function the way back.
func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&p)) }

type (
	opener  = func(tls *libc.TLS, v, name, file uintptr, flags int32, out uintptr) int32
	deleter = func(tls *libc.TLS, v, name uintptr, syncDir int32) int32
	closer  = func(tls *libc.TLS, file uintptr) int32
	writer  = func(tls *libc.TLS, file, data uintptr, n int32, offset int64) int32
	cutter  = func(tls *libc.TLS, file uintptr, size int64) int32
)

func openFile(tls *libc.TLS, v, name, file uintptr, flags int32, out uintptr) int32 {
	rc := function[opener](vfs.usual.FxOpen)(tls, v, name, file, flags, out)
	if rc != 0 || name == 0 {
		return rc
	}
	path := libc.GoString(name)
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	l := vfs.layers[filepath.Dir(path)]
	if l == nil || !l.opened(path) {
		return rc
	}
	f := at[sqlite3.Tsqlite3_file](file)
	vfs.files[file] = handle{l, path, at[sqlite3.Tsqlite3_io_methods](f.FpMethods)}
	if vfs.methods[f.FpMethods] == 0 {
		ours := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
		m := at[sqlite3.Tsqlite3_io_methods](ours)
		*m = *at[sqlite3.Tsqlite3_io_methods](f.FpMethods)
		m.FxClose, m.FxWrite, m.FxTruncate, m.FxSync = pointer(closeFile), pointer(writeFile), pointer(cutFile), pointer(syncFile)
		vfs.methods[f.FpMethods] = ours
	}
	f.FpMethods = vfs.methods[f.FpMethods]
	return rc
}

func of(file uintptr) handle {
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	return vfs.files[file]
}

func closeFile(tls *libc.TLS, file uintptr) int32 {
	h := of(file)
	vfs.mu.Lock()
	delete(vfs.files, file)
	vfs.mu.Unlock()
	return function[closer](h.usual.FxClose)(tls, file)
}

func writeFile(tls *libc.TLS, file, data uintptr, n int32, offset int64) int32 {
	h := of(file)
	if rc := h.layer.write(h.path, offset, unsafe.Slice(at[byte](data), n)); rc != 0 {
		return rc
	}
	return function[writer](h.usual.FxWrite)(tls, file, data, n, offset)
}

func cutFile(tls *libc.TLS, file uintptr, size int64) int32 {
	h := of(file)
	if rc := h.layer.truncate(h.path, size); rc != 0 {
		return rc
	}
	return function[cutter](h.usual.FxTruncate)(tls, file, size)
}

// syncFile syncs nothing for real: what a power cut leaves is the layer's business.
func syncFile(_ *libc.TLS, file uintptr, _ int32) int32 {
	h := of(file)
	return h.layer.sync(h.path)
}

func deleteFile(tls *libc.TLS, v, name uintptr, syncDir int32) int32 {
	path := libc.GoString(name)
	vfs.mu.Lock()
	l := vfs.layers[filepath.Dir(path)]
	vfs.mu.Unlock()
	if l != nil {
		if rc := l.remove(path); rc != 0 {
			return rc
		}
	}
	return function[deleter](vfs.usual.FxDelete)(tls, v, name, syncDir)
}
