package sqlite

import "zombiezen.com/go/sqlite"

// statements are what the writer runs, prepared once.
type statements struct {
	begin, commit, rollback            *sqlite.Stmt
	savepoint, undo, release           *sqlite.Stmt // around a task
	insertChange                       *sqlite.Stmt
	insertCall, updateCall, deleteCall *sqlite.Stmt
	insertClaim, deleteClaim           *sqlite.Stmt
	insertDelivery                     *sqlite.Stmt
	findRequest, findChange            *sqlite.Stmt
	records                            recordStatements
}

// prepared is a statement and where to keep it.
type prepared struct {
	stmt  **sqlite.Stmt
	query string
}

func prepareAll(conn *sqlite.Conn, all []prepared) error {
	for _, p := range all {
		stmt, err := conn.Prepare(p.query)
		if err != nil {
			return err
		}
		*p.stmt = stmt
	}
	return nil
}

// findRequest is used by the readers, too.
const findRequest = `SELECT call FROM changes WHERE app = ? AND request_user = ? AND request_device = ? AND request_id = ?`

func prepare(conn *sqlite.Conn) (statements, error) {
	var s statements
	err := prepareAll(conn, []prepared{
		{&s.begin, `BEGIN IMMEDIATE`},
		{&s.commit, `COMMIT`},
		{&s.rollback, `ROLLBACK`},
		{&s.savepoint, `SAVEPOINT task`},
		{&s.undo, `ROLLBACK TO task`},
		{&s.release, `RELEASE task`},
		{&s.insertChange, `INSERT INTO changes (app, call, version, at, node, rule, events, ip, platform, request_user, request_device, request_id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertCall, `INSERT INTO calls (app, id, version, doc) VALUES (?, ?, ?, ?)`},
		{&s.updateCall, `UPDATE calls SET version = ?, doc = ? WHERE app = ? AND id = ? AND version = ?`},
		{&s.deleteCall, `DELETE FROM calls WHERE app = ? AND id = ? AND version = ?`},
		{&s.insertClaim, `INSERT INTO claims (app, user, call) VALUES (?, ?, ?)`},
		{&s.deleteClaim, `DELETE FROM claims WHERE app = ? AND user = ? AND call = ?`},
		{&s.insertDelivery, `INSERT INTO deliveries (app, call, version, n, event, at, body, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.findRequest, findRequest},
		{&s.findChange, `SELECT 1 FROM changes WHERE app = ? AND call = ? AND version = ?`},
	})
	if err != nil {
		return s, err
	}
	s.records, err = prepareRecords(conn)
	return s, err
}

// exec runs a statement that returns no rows.
func exec(stmt *sqlite.Stmt, args ...any) error {
	_, err := query(stmt, nil, args...)
	return err
}

// query runs a statement, hands over each of its rows and counts them. The statement can be run again afterwards.
func query(stmt *sqlite.Stmt, row func(*sqlite.Stmt) error, args ...any) (rows int, err error) {
	for i, arg := range args {
		switch v := arg.(type) {
		case nil:
			stmt.BindNull(i + 1)
		case int64:
			stmt.BindInt64(i+1, v)
		case string:
			stmt.BindText(i+1, v)
		default:
			panic("cannot bind a value of this type") // naming it would put every value of every statement on the heap
		}
	}
	for {
		more, err := stmt.Step()
		if err != nil {
			return rows, err // Step has reset the statement
		}
		if !more {
			return rows, stmt.Reset()
		}
		rows++
		if row == nil {
			continue
		}
		if err := row(stmt); err != nil {
			_ = stmt.Reset() // an error of row says more
			return rows, err
		}
	}
}
