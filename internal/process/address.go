package process

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
)

// Address finds an address that stays a server's through its restarts: its port is not one that the kernel gives to outgoing
// connections.
func Address() (string, error) {
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(10_000))
		if l, err := net.Listen("tcp", address); err == nil {
			return address, l.Close()
		}
	}
	return "", errors.New("no port is free")
}
