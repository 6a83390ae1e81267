package dialect

import (
	"time"

	"ringline/internal/call"
)

// Record is an ended call as records and the webhook of the end show it. Times are Unix seconds.
type Record struct {
	CallId     call.ID
	Caller     call.UserID `json:"Caller_Account"`
	MediaType  string
	CallType   string
	StartTime  int64
	EndTime    int64
	AcceptTime int64 // 0 when nobody answered
	CallResult string
	Callees    []call.UserID `json:"CalleeList_Account"` // with the caller, first
	RoomId     string
	RoomIdType int
}

// RecordOf writes an ended call.
func RecordOf(c *call.Call) Record {
	return Record{
		CallId:     c.ID,
		Caller:     c.Caller().User,
		MediaType:  MediaType(c.Media),
		CallType:   CallType(c.Group),
		StartTime:  seconds(c.StartedAt),
		EndTime:    seconds(c.End.At),
		AcceptTime: seconds(c.AnsweredAt),
		CallResult: CallResult(c.End.Result),
		Callees:    Everybody(c),
		RoomId:     c.Room.Name,
		RoomIdType: RoomIDType(c.Room),
	}
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
