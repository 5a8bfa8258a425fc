package store

import (
	"bytes"
	"testing"
)

// FuzzCheckBackup: whatever a file holds, it is a sound backup or refused.
func FuzzCheckBackup(f *testing.F) {
	f.Add([]byte(nil))
	f.Add([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := CheckBackup(bytes.NewReader(raw))
		if (m == nil) == (err == nil) {
			t.Fatalf("%v, %v", m, err)
		}
	})
}

// FuzzBackupRow: a row that is read is written again as it was, but for the ways of writing JSON.
func FuzzBackupRow(f *testing.F) {
	table := &TableDump{Name: "t", Columns: []ColumnDump{{Name: "a", Kind: textColumn}, {Name: "b", Kind: numberColumn}, {Name: "c", Kind: bytesColumn}}}
	f.Add([]byte(`["text",-1,"AQI="]`))
	f.Add([]byte(`[null,null,null]`))
	f.Add([]byte(`["\u0000<",9223372036854775807,""]`))
	f.Fuzz(func(t *testing.T, line []byte) {
		row, err := table.decode(line)
		if err != nil {
			return
		}
		once, err := table.encode(nil, row)
		if err != nil {
			return
		}
		again, err := table.decode(once)
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := table.encode(nil, again); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s, then %s (%v)", once, twice, err)
		}
	})
}

// FuzzDeltas: what the history holds is read whole or refused, and writes itself again.
func FuzzDeltas(f *testing.F) {
	d := Delta{Old: []byte(`"a"`), New: nothing, salt: []byte("0123456789ab")}
	f.Add(encodeDeltas(map[string]Delta{"f": d, "g": {Old: nothing, New: []byte(`[1,"EUR",1,""]`), salt: []byte("0123456789ab")}}))
	f.Add(encodeDeltas(map[string]Delta{"f": d.erase(true, false)}))
	f.Add([]byte(`{"f":[1,2]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		changes, err := decodeDeltas(raw)
		if err != nil {
			return
		}
		written := encodeDeltas(changes)
		again, err := decodeDeltas(written)
		if err != nil {
			return // a field's name that no type can have
		}
		for name, d := range changes {
			if e := again[name]; !bytes.Equal(d.oldDigest(), e.oldDigest()) || !bytes.Equal(d.newDigest(), e.newDigest()) {
				t.Fatalf("%s: written as %s", raw, written)
			}
		}
	})
}

// FuzzReadErasures: a line that nobody signed is refused.
func FuzzReadErasures(f *testing.F) {
	f.Add([]byte("{}\n"))
	f.Add([]byte("\n\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		log, err := ReadErasures(bytes.NewReader(raw))
		for _, e := range log {
			if !e.signed() {
				t.Fatal("an unsigned line was read")
			}
		}
		_ = err
	})
}

func TestErasingASideKeepsTheDigests(t *testing.T) {
	whole := Delta{Old: []byte(`"old"`), New: []byte(`"new"`), salt: []byte("0123456789ab")}
	for _, sides := range [][2]bool{{true, false}, {false, true}, {true, true}} {
		part := whole.erase(sides[0], sides[1])
		read, err := decodeDeltas(encodeDeltas(map[string]Delta{"f": part}))
		if err != nil {
			t.Fatal(err)
		}
		got := read["f"]
		if !bytes.Equal(got.oldDigest(), whole.oldDigest()) || !bytes.Equal(got.newDigest(), whole.newDigest()) {
			t.Fatalf("%v: another digest", sides)
		}
		if (got.Old == nil) != sides[0] || (got.New == nil) != sides[1] || !got.Erased {
			t.Fatalf("%v: %+v", sides, got)
		}
		if raw := encodeDeltas(map[string]Delta{"f": part}); bytes.Contains(raw, []byte("MDEyMzQ1Njc4OWFi")) {
			t.Fatalf("%v: the salt of the erased value stays: %s", sides, raw)
		}
		both := got.erase(true, true)
		if both.Old != nil || both.New != nil || !bytes.Equal(both.newDigest(), whole.newDigest()) {
			t.Fatalf("%v: the other side cannot be erased later", sides)
		}
	}
}
