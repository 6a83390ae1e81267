package move

import "strings"

// table is what both stores keep rows of. Its columns are those of the file; where the database has others, shared.go says so.
type table struct {
	name    string
	columns []column
	order   string // in which rows are written, where somebody asks for that
}

// column is a column and what is in it.
type column struct {
	name string
	kind byte
}

// The kinds of columns.
const (
	number = 'n'
	plain  = 's' // a text that is the same in both
	free   = 't' // a text that may be anything, which the database may have to quote
	binary = 'b'
	body   = 'd' // a text in the file, bytes in the database
)

func of(name, columns, order string) table {
	t := table{name: name, order: order}
	for word := range strings.FieldsSeq(columns) {
		name, kind, _ := strings.Cut(word, ":")
		t.columns = append(t.columns, column{name, kind[0]})
	}
	return t
}

// names lists the columns as SQL.
func (t *table) names() string {
	list := make([]string, len(t.columns))
	for i, c := range t.columns {
		list[i] = `"` + c.name + `"`
	}
	return strings.Join(list, ", ")
}

const byUser = "app:n user:t result:s kind:s media:s started_at:n id:s"

// tables are all that is copied.
var tables = []table{
	of("apps", "id:n version:n doc:s", "id"),
	of("tokens", "id:s created_at:n hash:s doc:s", "created_at, id"),
	of("acts", "id:n at:n who:t ip:t what:t app:n target:t detail:s", "id"),
	of("profiles", "app:n user:t name:t avatar:t data:s created_at:n updated_at:n", `app, "user"`),
	of("replies", "id:b print:b sealed:b at:n", "at, id"),
	of("calls", "app:n id:s version:n doc:s", "app, id"),
	of("claims", "app:n user:t call:s", `app, "user"`),
	of("changes", "app:n call:s version:n at:n node:t rule:s events:s ip:t platform:t request_user:t request_device:t request_id:t",
		"at, app, call, version"),
	of("records", "app:n id:s started_at:n ended_at:n result:s kind:s media:s doc:s", "ended_at, app, id"),
	of("record_users", byUser, "id, app, \"user\""),
	of("record_missed", byUser, "id, app, \"user\""),
	of("record_counts", "app:n span:n at:n result:s kind:s media:s n:n", "app, span, at, result, kind, media"),
	of("usage", "app:n day:n media:s result:s calls:n answered:n talk_ms:n ring_ms:n participant_ms:n", "app, day, media, result"),
	of("facts", "app:n call:s at:n source:t kind:t user:t device:t detail:s", "n"),
	of("reports", "app:n call:s leg:n at:n doc:s", "app, call, leg"),
	of("deliveries", "app:n call:s version:n n:n event:s at:n body:d state:s until:n due:n settled_at:n tries:n attempts:s", "id"),
}
