package call

// SwitchMedia changes the call between audio and video for everybody.
type SwitchMedia struct {
	By    Actor
	Media Media
}

// Rule names the command.
func (SwitchMedia) Rule() string { return "switch_media" }

func (m SwitchMedia) apply(t *transition) error {
	if err := t.live(); err != nil {
		return err
	}
	if err := checkMedia(m.Media); err != nil {
		return err
	}
	if _, err := t.inside(m.By); err != nil {
		return err
	}
	if t.to.Media != m.Media {
		t.to.Media = m.Media
		t.emit(Event{Type: MediaSwitched, By: m.By, Media: m.Media})
	}
	return nil
}
