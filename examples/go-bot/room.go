package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/livekit/server-sdk-go/v2/pkg/oggreader"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
)

const (
	listenPatience = 20 * time.Second       // how long to wait for somebody to listen
	lastPackets    = 500 * time.Millisecond // from the last sample until everybody has heard it
)

// errRoomLost says that the media server let go of us. The call may go on: ask for a new ticket.
var errRoomLost = errors.New("the media room was lost")

// readSound reads an Ogg Opus file into its packets, each as it goes to the listeners.
func readSound(data []byte) ([]media.Sample, error) {
	file, _, err := oggreader.NewOggReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var all []media.Sample
	for {
		packet, err := file.ReadPacket()
		if errors.Is(err, io.EOF) && len(all) > 0 {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		duration, err := oggreader.ParsePacketDuration(packet)
		if err != nil {
			return nil, err
		}
		all = append(all, media.Sample{Data: packet, Duration: duration})
	}
}

// player feeds a track: silence until somebody listens and after the end, in between the sound. A room that is lost takes the
// track with it; the next track goes on where this one stopped.
type player struct {
	lksdk.BaseSampleProvider
	sound  []media.Sample
	repeat bool
	over   chan struct{} // closed when the sound was played to its end

	mu      sync.Mutex
	begun   bool
	next    int  // sample
	playing bool // the latest sample was of the sound
}

// silence is 20 ms of it in Opus. A track that sends nothing is not offered to anybody.
var silence = media.Sample{Data: []byte{0xf8, 0xff, 0xfe}, Duration: 20 * time.Millisecond}

// NextSample is asked for by the track each time when it is due.
func (p *player) NextSample(context.Context) (media.Sample, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.playing && p.next == len(p.sound) {
		if p.repeat {
			p.next = 0
		} else {
			close(p.over)
		}
	}
	p.playing = p.begun && p.next < len(p.sound)
	if !p.playing {
		return silence, nil
	}
	p.next++
	return p.sound[p.next-1], nil
}

// CurrentAudioLevel tells listeners whether we are speaking: how far below the loudest, in dB; 127 is silence.
func (p *player) CurrentAudioLevel() uint8 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.playing {
		return 15
	}
	return 127
}

func (p *player) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.begun = true
}

// play enters a room and plays there. nil means that the sound was heard to its end.
func (c *client) play(ctx context.Context, t *ticket, p *player) error {
	lost, heard := make(chan lksdk.DisconnectionReason, 1), make(chan struct{}, 1)
	events := lksdk.NewRoomCallback()
	events.OnDisconnectedWithReason = func(why lksdk.DisconnectionReason) {
		select {
		case lost <- why:
		default: // known
		}
	}
	events.OnLocalTrackSubscribed = func(*lksdk.LocalTrackPublication, *lksdk.LocalParticipant) {
		select {
		case heard <- struct{}{}:
		default: // by one is enough
		}
	}
	events.OnReconnecting = func() { c.log.Info("media is interrupted") }
	events.OnReconnected = func() { c.log.Info("media is back") }

	room := lksdk.NewRoom(events)
	defer room.Disconnect()
	url := cmp.Or(t.URL, wsURL(c.Server))
	if err := room.JoinWithContextAndToken(ctx, url, t.Token, lksdk.WithAutoSubscribe(false)); err != nil { // we listen to nobody
		return fmt.Errorf("%w: %w", errRoomLost, err)
	}
	track, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48_000, Channels: 2})
	if err != nil {
		return err
	}
	if err := track.StartWrite(p, nil); err != nil {
		return err
	}
	options := lksdk.TrackPublicationOptions{Name: "sound", Source: livekit.TrackSource_MICROPHONE}
	if _, err := room.LocalParticipant.PublishTrack(track, &options); err != nil {
		return fmt.Errorf("%w: %w", errRoomLost, err)
	}

	alone := time.NewTimer(listenPatience)
	defer alone.Stop()
	select {
	case <-heard:
	case why := <-lost:
		return fmt.Errorf("%w: %s", errRoomLost, why)
	case <-alone.C:
		return fmt.Errorf("nobody came to listen within %v", listenPatience)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	c.log.Info("plays")
	p.begin()
	over := p.over
	var last <-chan time.Time
	for {
		select {
		case <-over:
			over, last = nil, time.After(lastPackets)
		case <-last:
			return nil
		case why := <-lost:
			return fmt.Errorf("%w: %s", errRoomLost, why)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
