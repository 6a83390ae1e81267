package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ringline/client"
)

// address and token of a server that runs for the examples.
func exampleServer() (address, token string, close func()) {
	d, err := open(context.Background())
	if err != nil {
		panic(err)
	}
	return d.address, d.token, d.close
}

// Start a call between two users, look at it, end it.
func Example() {
	address, token, done := exampleServer()
	defer done()
	ctx := context.Background()

	c, err := client.New(address, client.WithToken(token))
	if err != nil {
		panic(err)
	}
	app := c.App("1400000002")
	call, err := app.StartCall(ctx, client.StartCall{Caller: "alice", Callees: []string{"bob"}, Media: client.Video})
	if err != nil {
		panic(err)
	}
	fmt.Println(call.State, call.Members())

	call, err = app.EndCall(ctx, call.ID)
	if err != nil {
		panic(err)
	}
	fmt.Println(call.State, call.End.Result, "by", call.End.By.Kind)
	// Output:
	// ringing [alice bob]
	// ended canceled by admin
}

// Tell refusals apart by their code.
func ExampleCodeOf() {
	address, token, done := exampleServer()
	defer done()
	c, err := client.New(address, client.WithToken(token))
	if err != nil {
		panic(err)
	}
	_, err = c.App("1400000002").EndCall(context.Background(), "nosuch")
	switch client.CodeOf(err) {
	case client.CodeNotFound:
		fmt.Println("there is no such call")
	case client.CodeEnded:
		fmt.Println("it is over already")
	default:
		fmt.Println(err)
	}
	var problem *client.Problem
	if errors.As(err, &problem) {
		fmt.Println(problem.Status, problem.RequestID != "")
	}
	// Output:
	// there is no such call
	// 404 true
}

// Do something once, however often the program is started anew.
func ExampleAppAPI_WithKey() {
	address, token, done := exampleServer()
	defer done()
	c, err := client.New(address, client.WithToken(token))
	if err != nil {
		panic(err)
	}
	var ids [2]string
	for i := range ids {
		reminder := c.App("1400000002").WithKey("appointment-4711")
		call, err := reminder.StartCall(context.Background(), client.StartCall{
			Caller: "reminder", Robot: true, Callees: []string{"alice"}, Media: client.Audio,
		})
		if err != nil {
			panic(err)
		}
		ids[i] = call.ID
	}
	fmt.Println(ids[0] == ids[1])
	// Output: true
}

// Go through all ended calls of a day, however many there are.
func ExampleAppAPI_Records() {
	address, token, done := exampleServer()
	defer done()
	c, err := client.New(address, client.WithToken(token))
	if err != nil {
		panic(err)
	}
	var talked time.Duration
	for call, err := range c.App("1400000002").Records(context.Background(), client.RecordFilter{From: time.Now().Add(-24 * time.Hour)}) {
		if err != nil {
			panic(err)
		}
		talked += call.TalkMS.Duration()
	}
	fmt.Println(talked)
	// Output: 0s
}

// Programs that were written for the documented service keep its words.
func ExampleV4() {
	d, err := open(context.Background())
	if err != nil {
		panic(err)
	}
	defer d.close()

	v4, err := client.NewV4(d.address, "1400000002", "administrator", client.SignWith("1400000002", d.secret, time.Hour))
	if err != nil {
		panic(err)
	}
	err = v4.EndCall(context.Background(), "nosuch")
	var refused *client.V4Error
	if errors.As(err, &refused) {
		fmt.Println(refused.Code)
	}
	// Output: 101004
}
