package main

import (
	"os"
	"strings"
	"testing"
)

func TestReadCosts(t *testing.T) {
	r := &clusterResult{Device: 61_000, Rows: []clusterCost{
		{Kind: kindShort, Nodes: 3, NodeCPU: 1},
		{Kind: kindComplete, Nodes: 2, NodeCPU: 2},
		{Kind: kindComplete, Nodes: 3, NodeCPU: 4_000_000, DatabaseCPU: 1_500_000, Transactions: 8.25, WAL: 12_300, Stored: 9_100},
	}}
	got, err := readCosts("# page\n" + r.block() + "\nmore")
	if want := (costs{node: 0.004, database: 0.0015, transactions: 8.25, wal: 12_300, stored: 9_100, device: 61_000}); err != nil || got != want {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	if _, err := readCosts("nothing"); err == nil {
		t.Error("costs that nobody measured")
	}
}

func TestPlan(t *testing.T) {
	c := costs{node: 0.004, database: 0.001, transactions: 10, wal: 10_000, stored: 5_000, device: 50_000}
	h := habits{peak: 0.1, talk: 180, online: 0.5, keep: 100, reserve: 0.5, video: 1e6, link: 1e9}
	n := plan(3.6e6, c, h)
	for what, is := range map[string][2]float64{
		"calls a second": {n.rate, 100}, "at once": {n.live, 18_000}, "node cores": {n.nodeCores, 0.8}, "database cores": {n.databaseCores, 0.2},
		"transactions": {n.transactions, 1000}, "WAL": {n.wal, 1e6}, "kept": {n.stored, 1.8e12}, "hosts": {n.mediaHosts, 36}, "cells": {n.cells, 1}, "memory": {n.memory, 9e10},
	} {
		if is[0] < is[1]*0.999 || is[0] > is[1]*1.001 {
			t.Errorf("%s: %v, want %v", what, is[0], is[1])
		}
	}
}

func TestShort(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.033: "0.03", 3: "3", 3.33: "3.3", 333.3: "333", 1234567: "1,234,567", 999.6: "1,000"} {
		if got := short(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
	if got := bytesOf(1.25e10) + ", " + bits(3e6); got != "12.5 GB, 3 Mbit" {
		t.Error(got)
	}
}

// TestCapacityPageIsComputed: the table is what the command makes of the measured costs.
func TestCapacityPageIsComputed(t *testing.T) {
	measured, err := os.ReadFile("../../docs/benchmarks.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/capacity.md")
	if err != nil {
		t.Fatal(err)
	}
	c, err := readCosts(string(measured))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), capacityBlock(c, usual)) {
		t.Error("docs/capacity.md is not current: go run ./cmd/bench capacity -write docs/capacity.md")
	}
}
