package v1

import (
	"net/http"

	"ringline/client"
)

// routes lists every operation.
func (s *Server) routes() {
	s.serverRoutes()
	s.appRoutes()
	s.callRoutes()
	s.userRoutes()
	s.recordRoutes()
	s.webhookRoutes()
	s.tokenRoutes()
	s.documentRoutes()
}

const (
	get   = http.MethodGet
	post  = http.MethodPost
	put   = http.MethodPut
	patch = http.MethodPatch
	del   = http.MethodDelete
)

func (s *Server) serverRoutes() {
	add(s, operation{
		id: "show_server", method: get, path: "/server", tag: "server",
		summary: "Show what answers and how it is", doc: "Any token may.",
	}, s.showServer)
	add(s, operation{
		id: "list_nodes", method: get, path: "/nodes", tag: "server",
		summary: "List the servers that share the database", doc: "Those that are alive, by name. A server that is alone is the only one. Any token may.",
	}, s.listNodes)
	add(s, operation{
		id: "show_identity", method: get, path: "/identity", tag: "server",
		summary: "Show who asks and what they may do", doc: "Any token may.",
	}, s.showIdentity)
	add(s, operation{
		id: "make_backup", method: post, path: "/server/backups", tag: "server", local: true, long: true,
		summary: "Copy the database", doc: "Consistently, while calls go on, to a new file that only its owner can read.",
	}, s.makeBackup)
}

func (s *Server) appRoutes() {
	add(s, operation{
		id: "list_apps", method: get, path: "/apps", tag: "apps", scope: client.AppsRead,
		summary: "List the apps", doc: "Those that the token may see, by id.",
	}, s.listApps)
	add(s, operation{
		id: "create_app", method: post, path: "/apps", tag: "apps", scope: client.AppsWrite, codes: []client.Code{client.CodeConflict},
		summary: "Make an app", doc: "The secret is in the answer, this once.",
	}, s.createApp)
	add(s, operation{
		id: "show_app", method: get, path: "/apps/{app}", tag: "apps", scope: client.AppsRead, summary: "Show an app",
	}, s.showApp)
	add(s, operation{
		id: "update_app", method: patch, path: "/apps/{app}", tag: "apps", scope: client.AppsWrite, codes: []client.Code{client.CodeConflict},
		summary: "Change an app", doc: "What is left out stays.",
	}, s.updateApp)
	add(s, operation{
		id: "disable_app", method: post, path: "/apps/{app}/disable", tag: "apps", scope: client.AppsWrite,
		summary: "Refuse every command and login of an app", doc: "Calls that are running go on; end_calls ends them.",
	}, s.disableApp)
	add(s, operation{
		id: "enable_app", method: post, path: "/apps/{app}/enable", tag: "apps", scope: client.AppsWrite, summary: "Take disable_app back",
	}, s.enableApp)
	add(s, operation{
		id: "list_secrets", method: get, path: "/apps/{app}/secrets", tag: "apps", scope: client.AppsRead,
		summary: "List an app's secrets", doc: "Without the keys.",
	}, s.listSecrets)
	add(s, operation{
		id: "rotate_secret", method: post, path: "/apps/{app}/secrets", tag: "apps", scope: client.AppsWrite,
		codes: []client.Code{client.CodeConflict}, summary: "Give an app a new secret",
		doc: "It signs from now on, and is in the answer this once. The ones before verify for the overlap longer.",
	}, s.rotateSecret)
	add(s, operation{
		id: "make_signature", method: post, path: "/apps/{app}/signatures", tag: "apps", scope: client.SignaturesWrite,
		summary: "Make a UserSig", doc: "With it a device logs in as the user. With an administrator's the documented server API can be used, so making one takes apps:write as well.",
	}, s.makeSignature)
}

func (s *Server) userRoutes() {
	add(s, operation{
		id: "list_users", method: get, path: "/apps/{app}/users", tag: "users", scope: client.UsersRead,
		summary: "List users", doc: "Those who are online or have a profile, by id.",
	}, s.listUsers)
	add(s, operation{
		id: "show_user", method: get, path: "/apps/{app}/users/{user}", tag: "users", scope: client.UsersRead,
		summary: "Show a user", doc: "Users need no registration: every id is one.",
	}, s.showUser)
	add(s, operation{
		id: "set_profile", method: put, path: "/apps/{app}/users/{user}/profile", tag: "users", scope: client.UsersWrite,
		summary: "Say what there is to know about a user", doc: "It replaces what was set before, whole.",
	}, s.setProfile)
	add(s, operation{
		id: "delete_user", method: del, path: "/apps/{app}/users/{user}", tag: "users", scope: client.UsersWrite,
		codes: []client.Code{client.CodeConflict}, summary: "Forget a user",
		doc: "Their devices are cut off, they leave their call, their profile is deleted, and in records and timelines an alias takes their place. " +
			"A group call that goes on without them is a record only later: then ask again.",
	}, s.deleteUser)
	add(s, operation{
		id: "list_devices", method: get, path: "/apps/{app}/users/{user}/devices", tag: "users", scope: client.UsersRead,
		summary: "List a user's devices",
	}, s.listDevices)
	add(s, operation{
		id: "disconnect", method: post, path: "/apps/{app}/users/{user}/disconnect", tag: "users", scope: client.UsersWrite,
		summary: "Cut a user's devices off", doc: "They leave their call at once.",
	}, s.disconnect)
}

func (s *Server) recordRoutes() {
	add(s, operation{
		id: "list_records", method: get, path: "/apps/{app}/records", tag: "records", scope: client.RecordsRead,
		summary: "List ended calls", doc: "The newest first, unless asked otherwise.",
	}, s.listRecords)
	add(s, operation{
		id: "show_record", method: get, path: "/apps/{app}/records/{call}", tag: "records", scope: client.RecordsRead,
		summary: "Show an ended call",
	}, s.showRecord)
	add(s, operation{
		id: "export_records_csv", method: get, path: "/apps/{app}/records.csv", tag: "records", scope: client.RecordsRead, stream: csvType,
		summary: "Export ended calls as a table", doc: "A line for each leg, and a head. However many there are: the answer is a stream.",
	}, s.exportCSV)
	add(s, operation{
		id: "export_records_ndjson", method: get, path: "/apps/{app}/records.ndjson", tag: "records", scope: client.RecordsRead, stream: ndjsonType,
		summary: "Export ended calls as lines of JSON", doc: "A Call in each line. However many there are: the answer is a stream.",
	}, s.exportNDJSON)
	add(s, operation{
		id: "list_usage", method: get, path: "/apps/{app}/usage", tag: "usage", scope: client.UsageRead,
		summary: "Sum up calls by day, media and result", doc: "Days are UTC and of the calls' end. Sums outlive the records.",
	}, s.listUsage)
}

func (s *Server) webhookRoutes() {
	add(s, operation{
		id: "show_webhook", method: get, path: "/apps/{app}/webhook", tag: "webhooks", scope: client.WebhooksRead,
		summary: "Show where an app's back end hears of its calls",
	}, s.showWebhook)
	add(s, operation{
		id: "set_webhook", method: put, path: "/apps/{app}/webhook", tag: "webhooks", scope: client.WebhooksWrite,
		summary: "Say where an app's back end hears of its calls", doc: "It replaces what was set before, whole, token and secret too.",
	}, s.setWebhook)
	add(s, operation{
		id: "delete_webhook", method: del, path: "/apps/{app}/webhook", tag: "webhooks", scope: client.WebhooksWrite,
		summary: "Tell an app's back end no more", doc: "What was still to be sent is canceled.",
	}, s.deleteWebhook)
	add(s, operation{
		id: "ping_webhook", method: post, path: "/apps/{app}/webhook/ping", tag: "webhooks", scope: client.WebhooksWrite,
		summary: "Send a test message", doc: "Once, and now; the answer says how it went.",
	}, s.pingWebhook)
	add(s, operation{
		id: "list_deliveries", method: get, path: "/apps/{app}/deliveries", tag: "webhooks", scope: client.WebhooksRead,
		summary: "List messages to an app's back end", doc: "The newest first.",
	}, s.listDeliveries)
	add(s, operation{
		id: "resend_deliveries", method: post, path: "/apps/{app}/deliveries/resend", tag: "webhooks", scope: client.WebhooksWrite,
		summary: "Send many messages once more", doc: "Their order within a call stays.",
	}, s.resendDeliveries)
	add(s, operation{
		id: "show_delivery", method: get, path: "/apps/{app}/deliveries/{delivery}", tag: "webhooks", scope: client.WebhooksRead,
		summary: "Show a message with its body and attempts",
	}, s.showDelivery)
	add(s, operation{
		id: "resend_delivery", method: post, path: "/apps/{app}/deliveries/{delivery}/resend", tag: "webhooks", scope: client.WebhooksWrite,
		summary: "Send a message once more",
	}, s.resendDelivery)
}

func (s *Server) tokenRoutes() {
	add(s, operation{
		id: "list_tokens", method: get, path: "/tokens", tag: "tokens", scope: client.TokensWrite,
		summary: "List the tokens", doc: "Without their secrets, also those that are no good any more.",
	}, s.listTokens)
	add(s, operation{
		id: "create_token", method: post, path: "/tokens", tag: "tokens", scope: client.TokensWrite, codes: []client.Code{client.CodeConflict},
		summary: "Make a token", doc: "The secret is in the answer, this once. Nobody gives away more than they have.",
	}, s.createToken)
	add(s, operation{
		id: "revoke_token", method: del, path: "/tokens/{token}", tag: "tokens", scope: client.TokensWrite,
		summary: "End a token at once", doc: "Doing it again changes nothing.",
	}, s.revokeToken)
	add(s, operation{
		id: "list_audit", method: get, path: "/audit", tag: "tokens", scope: client.AuditRead, codes: []client.Code{client.CodeNotFound},
		summary: "List what administrators did", doc: "The newest first.",
	}, s.listActs)
}

func (s *Server) callRoutes() {
	changed := []client.Code{client.CodeEnded, client.CodeConflict}
	add(s, operation{
		id: "list_calls", method: get, path: "/apps/{app}/calls", tag: "calls", scope: client.CallsRead,
		summary: "List live calls", doc: "The oldest first.",
	}, s.listCalls)
	add(s, operation{
		id: "start_call", method: post, path: "/apps/{app}/calls", tag: "calls", scope: client.CallsWrite,
		codes: []client.Code{client.CodeBusy, client.CodeFull, client.CodeConflict}, summary: "Start a call",
		doc: "It rings for the caller and the callees together, and is answered when two of them are in. A robot is in it at once. " +
			"Callees who are in another call are busy; if all are, the call comes back ended. A caller who is in another call is refused with busy.",
	}, s.startCall)
	add(s, operation{
		id: "end_calls", method: post, path: "/apps/{app}/calls/end", tag: "calls", scope: client.CallsWrite,
		summary: "End all calls of the app",
	}, s.endCalls)
	add(s, operation{
		id: "show_call", method: get, path: "/apps/{app}/calls/{call}", tag: "calls", scope: client.CallsRead,
		summary: "Show a call, live or ended",
	}, s.showCall)
	add(s, operation{
		id: "list_events", method: get, path: "/apps/{app}/calls/{call}/events", tag: "calls", scope: client.CallsRead,
		summary: "Show what happened in a call",
		doc:     "Every command with who gave it, from where and on which device, every webhook attempt, and what the media server saw, in the order of time.",
	}, s.listEvents)
	add(s, operation{
		id: "invite", method: post, path: "/apps/{app}/calls/{call}/invite", tag: "calls", scope: client.CallsWrite,
		codes: append([]client.Code{client.CodeFull, client.CodeAlreadyMember}, changed...), summary: "Ask more users into a call",
		doc: "It is a group call from then on.",
	}, s.invite)
	add(s, operation{
		id: "kick", method: post, path: "/apps/{app}/calls/{call}/kick", tag: "calls", scope: client.CallsWrite,
		codes: append([]client.Code{client.CodeNotInvited, client.CodeNotMember}, changed...), summary: "Take a user out of a call",
		doc: "The others go on while two are left. Who was taken out comes back only when asked again.",
	}, s.kick)
	add(s, operation{
		id: "mute", method: post, path: "/apps/{app}/calls/{call}/mute", tag: "calls", scope: client.CallsWrite,
		codes: []client.Code{client.CodeEnded}, summary: "Mute a user for everybody",
		doc: "Until they themselves send again: nobody can be unmuted from outside.",
	}, s.mute)
	add(s, operation{
		id: "end_call", method: post, path: "/apps/{app}/calls/{call}/end", tag: "calls", scope: client.CallsWrite,
		codes: changed, summary: "End a call for everybody",
	}, s.endCall)
}
