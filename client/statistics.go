package client

import "time"

// Statistics is what a device reported of its media in a call, last and for the whole time. What it did not say is nil.
type Statistics struct {
	At           time.Time `json:"at" doc:"When it was reported."`
	FirstAudioMS *Millis   `json:"first_audio_ms,omitempty" doc:"From being in the answered call to the first sound of somebody else."`
	FirstFrameMS *Millis   `json:"first_frame_ms,omitempty" doc:"The same to the first picture."`
	RTTMS        *Millis   `json:"rtt_ms,omitempty" doc:"Round trip to the media server, mean."`
	RTTMaxMS     *Millis   `json:"rtt_max_ms,omitempty" doc:"The longest round trip."`
	JitterMS     *Millis   `json:"jitter_ms,omitempty" doc:"Mean."`
	LossIn       *float64  `json:"loss_in,omitempty" doc:"Share of the packets to the device that were lost, 0 to 1."`
	LossOut      *float64  `json:"loss_out,omitempty" doc:"Share of the packets from the device that were lost, 0 to 1."`
	BitrateIn    *int64    `json:"bitrate_in,omitempty" doc:"Mean, in bit/s."`
	BitrateOut   *int64    `json:"bitrate_out,omitempty" doc:"Mean, in bit/s."`
	Freezes      *int64    `json:"freezes,omitempty" doc:"How often the pictures stood still."`
	FrozenMS     *Millis   `json:"frozen_ms,omitempty" doc:"How long in all."`
	Quality      *float64  `json:"quality,omitempty" doc:"Mean of 1 (excellent) to 6 (gone)."`
	Reconnects   *int64    `json:"reconnects,omitempty" doc:"How often the media connection had to be made anew."`
	Transport    Transport `json:"transport,omitempty" doc:"How the media travelled."`
	Samples      *int64    `json:"samples,omitempty" doc:"How many samples this is made of."`
	DurationMS   *Millis   `json:"duration_ms,omitempty" doc:"Over how long."`
}

// Transport is how a device's media travels.
type Transport string

// The transports.
const (
	UDP   Transport = "udp"
	TCP   Transport = "tcp"
	Relay Transport = "relay"
)

// Values lists every word there is.
func (Transport) Values() []string { return []string{"udp", "tcp", "relay"} }
