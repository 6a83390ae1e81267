package sqlite

import (
	"zombiezen.com/go/sqlite"
)

// statements are what the writer runs, prepared once.
type statements struct {
	begin, commit, rollback *sqlite.Stmt
	insertChange            *sqlite.Stmt
	insertCall, updateCall  *sqlite.Stmt
	insertClaim, dropClaim  *sqlite.Stmt
	findRequest             *sqlite.Stmt
	findChange              *sqlite.Stmt
}

const findRequest = `SELECT call FROM changes WHERE app = ? AND request_user = ? AND request_device = ? AND request_id = ?`

func prepare(conn *sqlite.Conn) (statements, error) {
	var s statements
	for _, p := range []struct {
		stmt  **sqlite.Stmt
		query string
	}{
		{&s.begin, `BEGIN IMMEDIATE`},
		{&s.commit, `COMMIT`},
		{&s.rollback, `ROLLBACK`},
		{&s.insertChange, `INSERT INTO changes (app, call, version, at, node, rule, events, request_user, request_device, request_id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertCall, `INSERT INTO calls (version, deadline, ended_at, result, doc, app, id, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.updateCall, `UPDATE calls SET version = ?, deadline = ?, ended_at = ?, result = ?, doc = ?
			WHERE app = ? AND id = ? AND version = ? AND ended_at IS NULL`},
		{&s.insertClaim, `INSERT INTO claims (app, user, call) VALUES (?, ?, ?)`},
		{&s.dropClaim, `DELETE FROM claims WHERE app = ? AND user = ? AND call = ?`},
		{&s.findRequest, findRequest},
		{&s.findChange, `SELECT 1 FROM changes WHERE app = ? AND call = ? AND version = ?`},
	} {
		stmt, err := conn.Prepare(p.query)
		if err != nil {
			return s, err
		}
		*p.stmt = stmt
	}
	return s, nil
}

// run steps a statement that returns no rows and makes it ready for the next time.
func run(stmt *sqlite.Stmt) error {
	if _, err := stmt.Step(); err != nil {
		return err // Step has reset the statement
	}
	return stmt.Reset()
}
