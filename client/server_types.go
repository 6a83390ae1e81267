package client

import "time"

// Server says what answers.
type Server struct {
	Version  string  `json:"version" doc:"Its version."`
	Node     string  `json:"node" doc:"The process, as timelines name it."`
	UptimeMS Millis  `json:"uptime_ms" doc:"How long it has been running."`
	Ready    bool    `json:"ready" doc:"Whether all checks pass."`
	Checks   []Check `json:"checks" doc:"What it needs to be given traffic."`
}

// Check is one thing without which a server should get no traffic.
type Check struct {
	Name string `json:"name" doc:"What was looked at."`
	OK   bool   `json:"ok" doc:"Whether it is well."`
}

// Node is one of the servers that share a database, or a media server of the operator.
type Node struct {
	Name    string    `json:"name" doc:"Its name, the same after each start."`
	Kind    NodeKind  `json:"kind" doc:"server: Ringline; media: a LiveKit server of the operator, as the server that answers sees it."`
	Region  string    `json:"region,omitempty" doc:"Its region. Absent if there is one."`
	State   NodeState `json:"state" doc:"serving; leaving: it stops soon or is drained, and takes no new calls and clients; of a media server also away: it does not answer, or refusing: it does not take our key."`
	Version string    `json:"version,omitempty" doc:"Its version. Absent of a media server."`
	Load    int       `json:"load" doc:"Calls whose media goes through it."`
	SeenAt  time.Time `json:"seen_at,omitzero" doc:"When it last said that it lives, by the database's clock. Absent if this server is alone, and of a media server."`
}

// NodeList is all nodes that are alive, and the media servers of the operator, alive or not.
type NodeList struct {
	Nodes []Node `json:"nodes" doc:"By name."`
}

// Identity is who asks.
type Identity struct {
	Name   string  `json:"name" doc:"operator, or token:ID."`
	App    string  `json:"app,omitempty" doc:"The one app that the token is for. Absent if it is for all."`
	Scopes []Scope `json:"scopes" doc:"What it may do."`
}

// Token is a right to ask, without the secret.
type Token struct {
	ID        string    `json:"id" doc:"Names it, also in timelines and the audit log."`
	Name      string    `json:"name" doc:"For people."`
	App       string    `json:"app,omitempty" doc:"The one app that it is for. Absent if it is for all."`
	Scopes    []Scope   `json:"scopes" doc:"What it may do."`
	CreatedAt time.Time `json:"created_at" doc:"When it was made."`
	CreatedBy string    `json:"created_by,omitempty" doc:"By whom."`
	ExpiresAt time.Time `json:"expires_at,omitzero" doc:"When it stops being good. Absent if it does not."`
	RevokedAt time.Time `json:"revoked_at,omitzero" doc:"When it was revoked."`
}

// TokenList is a page of tokens.
type TokenList struct {
	Tokens     []Token `json:"tokens" doc:"The page."`
	NextCursor string  `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// CreateToken asks for a new token. It can have no right that who asks does not have.
type CreateToken struct {
	Name      string    `json:"name" min:"1" max:"64" doc:"For people: what it is used for." example:"billing"`
	App       string    `json:"app,omitempty" is:"app" doc:"The one app that it is for. Without it, all."`
	Scopes    []Scope   `json:"scopes" min:"1" max:"32" doc:"What it may do." example:"[\"calls:read\",\"records:read\"]"`
	ExpiresAt time.Time `json:"expires_at,omitzero" doc:"When it stops being good. Without it, never."`
}

// CreatedToken is a new token with its secret.
type CreatedToken struct {
	Token  Token  `json:"token" doc:"The token."`
	Secret string `json:"secret" doc:"What goes behind Authorization: Bearer. It is shown this once."`
}

// Act is one line of the audit log.
type Act struct {
	ID     string            `json:"id" doc:"Names it."`
	At     time.Time         `json:"at" doc:"When."`
	By     string            `json:"by" doc:"Who: operator, token:ID, admin:ACCOUNT."`
	IP     string            `json:"ip,omitempty" doc:"From where."`
	Act    string            `json:"act" doc:"What was done."`
	App    string            `json:"app,omitempty" doc:"In which app. Absent if it was the server's as a whole."`
	Target string            `json:"target,omitempty" doc:"To what."`
	Detail map[string]string `json:"detail,omitempty" doc:"What else there is to say."`
}

// ActList is a page of the audit log.
type ActList struct {
	Acts       []Act  `json:"acts" doc:"The page, the newest first."`
	NextCursor string `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// AuditFilter picks acts. What is left empty does not restrict.
type AuditFilter struct {
	App   string    `json:"app,omitempty" is:"app" doc:"Only acts in this app."`
	By    string    `json:"by,omitempty" max:"128" doc:"Only acts of this one."`
	Act   string    `json:"act,omitempty" max:"64" doc:"Only acts of this kind."`
	From  time.Time `json:"from,omitzero" doc:"Only then or later."`
	Until time.Time `json:"until,omitzero" doc:"Only then or earlier."`
}

// MakeBackup asks for a copy of the database.
type MakeBackup struct {
	Path string `json:"path" min:"1" max:"1024" doc:"Where to, on the server's machine: an absolute path to a file that does not exist."`
}

// Backup is a copy of the database.
type Backup struct {
	Path   string `json:"path" doc:"Where it is."`
	Bytes  int64  `json:"bytes" doc:"How large it is."`
	TookMS Millis `json:"took_ms" doc:"How long it took."`
}
