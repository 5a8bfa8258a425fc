package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ticksPerSecond is the unit of /proc's CPU times on Linux (USER_HZ).
const ticksPerSecond = 100

// system is the processes of which CPU and memory count: a server or this process, and PostgreSQL.
type system struct{ pid, postgres int }

// cpu gives the CPU time of all of them, of PostgreSQL also that of sessions which have ended.
func (s system) cpu() time.Duration {
	total := ticks(s.pid, false)
	if s.postgres == 0 {
		return total
	}
	total += ticks(s.postgres, true)
	for _, pid := range children(s.postgres) {
		total += ticks(pid, false)
	}
	return total
}

// memory gives resident bytes; what PostgreSQL's processes share counts once.
func (s system) memory() int64 {
	total := resident(s.pid)
	if s.postgres == 0 {
		return total
	}
	for _, pid := range append(children(s.postgres), s.postgres) {
		total += proportional(pid)
	}
	return total
}

func children(of int) []int {
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil
	}
	var out []int
	for _, path := range all {
		pid, err := strconv.Atoi(strings.Split(path, "/")[2])
		if f := stat(pid); err == nil && len(f) > 1 && f[1] == strconv.Itoa(of) {
			out = append(out, pid)
		}
	}
	return out
}

// stat gives the fields of /proc/PID/stat behind the name, the first of which is the state.
func stat(pid int) []string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
}

// ticks gives the CPU time of a process, and when asked of its children that have ended.
func ticks(pid int, ended bool) time.Duration {
	f := stat(pid)
	if len(f) < 15 {
		return 0
	}
	list := f[11:13]
	if ended {
		list = f[11:15]
	}
	total := int64(0)
	for _, text := range list {
		n, _ := strconv.ParseInt(text, 10, 64)
		total += n
	}
	return time.Duration(total) * time.Second / ticksPerSecond
}

func resident(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseInt(strings.Fields(string(raw))[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

func proportional(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
			n, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10
		}
	}
	return 0
}
