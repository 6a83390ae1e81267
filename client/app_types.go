package client

import "time"

// App is one application with users, calls and limits of its own.
type App struct {
	ID             string       `json:"id" doc:"The app's id, the SDKAppID of its clients: decimal digits."`
	Name           string       `json:"name" doc:"For people."`
	Administrators []string     `json:"administrators" doc:"Accounts that may use the v4 API."`
	Disabled       bool         `json:"disabled" doc:"Every command and login is refused."`
	Networks       []string     `json:"networks" doc:"Networks that back ends may call from, as CIDR. Empty allows all."`
	Settings       Settings     `json:"settings" doc:"Limits and choices."`
	Secrets        []SecretInfo `json:"secrets" doc:"The secrets that verify signatures, without the keys. The first one signs."`
	CreatedAt      time.Time    `json:"created_at,omitzero" doc:"When it was made."`
	UpdatedAt      time.Time    `json:"updated_at,omitzero" doc:"When it was last changed."`
}

// Settings are an app's limits and choices.
type Settings struct {
	MaxMembers        int    `json:"max_members" doc:"Most members of a call at a time, ringing ones counted."`
	MaxCallees        int    `json:"max_callees" doc:"Most users asked by one start or invitation."`
	RingTimeoutMS     Millis `json:"ring_timeout_ms" doc:"Ringing time when a start names none."`
	MultiDevice       bool   `json:"multi_device" doc:"A user may be logged in on several devices. Otherwise the newest wins."`
	ListUsers         bool   `json:"list_users" doc:"Any user may ask who is online."`
	RequestsPerSecond int    `json:"requests_per_second" doc:"Of each v4 command, also the burst."`
	TotalRequests     int    `json:"total_requests" doc:"Of all v4 commands together, per second. 0: no limit of its own."`
	WebhookRequests   int    `json:"webhook_requests" doc:"Most webhook requests under way at a time."`
	RecordsForMS      Millis `json:"records_for_ms" doc:"How long records and timelines are kept after the end."`
}

// SecretInfo is what is shown of a secret.
type SecretInfo struct {
	ID        string    `json:"id" doc:"Names the secret."`
	CreatedAt time.Time `json:"created_at,omitzero" doc:"When it was made."`
	Until     time.Time `json:"until,omitzero" doc:"When it stops being good. Absent for one that stays."`
}

// SecretList lists an app's secrets.
type SecretList struct {
	Secrets []SecretInfo `json:"secrets" doc:"The one that signs first."`
}

// AppList is a page of apps.
type AppList struct {
	Apps       []App  `json:"apps" doc:"The page, by id."`
	NextCursor string `json:"next_cursor,omitempty" doc:"Where the next page begins. Absent on the last one."`
}

// CreateApp asks for a new app.
type CreateApp struct {
	ID             string       `json:"id,omitempty" is:"app" doc:"The id that it is to have. Without one the server takes a free one."`
	Name           string       `json:"name" min:"1" max:"64" doc:"For people." example:"Shop"`
	Secret         string       `json:"secret,omitempty" min:"16" max:"256" doc:"The key that signs UserSigs, for who moves here and brings theirs. Without one the server makes one."`
	Administrators []string     `json:"administrators,omitempty" is:"user" min:"1" max:"32" doc:"Accounts that may use the v4 API. Without any: administrator."`
	Networks       []string     `json:"networks,omitempty" max:"64" doc:"Networks that back ends may call from, as CIDR. Empty allows all."`
	Settings       *SetSettings `json:"settings,omitempty" doc:"Limits and choices. What is left out has its default."`
}

// CreatedApp is a new app with its secret.
type CreatedApp struct {
	App    App    `json:"app" doc:"The app."`
	Secret string `json:"secret" doc:"The key that signs UserSigs. It is shown this once: keep it where your back end finds it and nobody else."`
}

// UpdateApp changes an app. What is left out stays.
type UpdateApp struct {
	Name           *string      `json:"name,omitempty" min:"1" max:"64" doc:"For people."`
	Administrators *[]string    `json:"administrators,omitempty" is:"user" min:"1" max:"32" doc:"Accounts that may use the v4 API, all of them."`
	Networks       *[]string    `json:"networks,omitempty" max:"64" doc:"Networks that back ends may call from, as CIDR, all of them. Empty allows all."`
	Settings       *SetSettings `json:"settings,omitempty" doc:"Limits and choices to change."`
}

// SetSettings changes settings. What is left out stays, or in a new app has its default.
type SetSettings struct {
	MaxMembers        *int    `json:"max_members,omitempty" min:"2" max:"100" doc:"Most members of a call at a time, ringing ones counted."`
	MaxCallees        *int    `json:"max_callees,omitempty" min:"1" max:"99" doc:"Most users asked by one start or invitation; less than max_members."`
	RingTimeoutMS     *Millis `json:"ring_timeout_ms,omitempty" min:"1000" max:"600000" doc:"Ringing time when a start names none."`
	MultiDevice       *bool   `json:"multi_device,omitempty" doc:"A user may be logged in on several devices. Otherwise the newest wins."`
	ListUsers         *bool   `json:"list_users,omitempty" doc:"Any user may ask who is online."`
	RequestsPerSecond *int    `json:"requests_per_second,omitempty" min:"1" max:"1000000" doc:"Of each v4 command, also the burst."`
	TotalRequests     *int    `json:"total_requests,omitempty" min:"0" max:"1000000" doc:"Of all v4 commands together, per second. 0: no limit of its own."`
	WebhookRequests   *int    `json:"webhook_requests,omitempty" min:"1" max:"256" doc:"Most webhook requests under way at a time."`
	RecordsForMS      *Millis `json:"records_for_ms,omitempty" min:"60000" max:"315360000000" doc:"How long records and timelines are kept after the end."`
}

// RotateSecret gives an app a new secret.
type RotateSecret struct {
	OverlapMS Millis `json:"overlap_ms,omitempty" min:"0" max:"7776000000" doc:"How long the secrets of before stay good, so that signatures made with them do. 0: they end at once."`
}

// NewSecret is a new secret.
type NewSecret struct {
	Secret string `json:"secret" doc:"The key. It is shown this once."`
}

// Webhook is where an app's back end hears of its calls.
type Webhook struct {
	URL       string   `json:"url" doc:"http or https; may have a query of its own, kept byte for byte."`
	Events    []string `json:"events" doc:"What it hears of."`
	TokenSet  bool     `json:"token_set" doc:"Whether requests carry the documented Sign and RequestTime."`
	SecretSet bool     `json:"secret_set" doc:"Whether requests carry a Standard Webhooks signature."`
}

// SetWebhook says where an app's back end hears of its calls. It replaces what was set before, whole.
type SetWebhook struct {
	URL    string   `json:"url" min:"1" max:"2048" doc:"http or https; may have a query of its own." example:"https://shop.example.com/calls?key=1"`
	Events []string `json:"events,omitempty" max:"16" doc:"What it hears of. Without any: all there is."`
	Token  string   `json:"token,omitempty" max:"256" doc:"A token: requests then carry Sign and RequestTime in their query."`
	Secret string   `json:"secret,omitempty" max:"256" doc:"A Standard Webhooks secret (whsec_…): requests then carry webhook-id, webhook-timestamp and webhook-signature."`
}

// Ping says how a test request to a webhook went.
type Ping struct {
	Delivered bool   `json:"delivered" doc:"Whether the receiver took it."`
	Status    int    `json:"status,omitempty" doc:"The HTTP status of its answer. Absent when there was none."`
	Error     string `json:"error,omitempty" doc:"What went wrong."`
	TookMS    Millis `json:"took_ms" doc:"How long it took."`
}

// MakeSignature asks for a UserSig.
type MakeSignature struct {
	User  string `json:"user" is:"user" doc:"Who is to log in with it." example:"alice"`
	TTLMS Millis `json:"ttl_ms,omitempty" min:"1000" max:"15552000000" doc:"How long it is good for, up to 180 days." default:"86400000"`
}

// Signature is what a user logs in with.
type Signature struct {
	User      string    `json:"user" doc:"Whose it is."`
	UserSig   string    `json:"user_sig" doc:"Goes to the user's device. Never put it into a URL."`
	ExpiresAt time.Time `json:"expires_at" doc:"When it stops being good."`
}
