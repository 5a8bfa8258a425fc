package table

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"steward/gateway/sheet/problem"

	"golang.org/x/text/encoding/unicode"
)

// readAll gives every row as line:fields, and every refusal as line:code.
func readAll(t testing.TB, content []byte, options Options) (*Table, []string) {
	t.Helper()
	options.TempDir = t.TempDir()
	table, err := Read(bytes.NewReader(content), options)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { table.Close() })
	var got []string
	for {
		row, err := table.Next()
		var refused *problem.Problem
		switch {
		case errors.Is(err, io.EOF):
			return table, got
		case errors.As(err, &refused):
			got = append(got, fmt.Sprintf("%d:%s", refused.Line, refused.Code))
		case err != nil:
			t.Fatalf("read: %v", err)
		default:
			got = append(got, fmt.Sprintf("%d:%s%s", row.Line, strings.Join(row.Fields, "|"), row.Repair))
		}
	}
}

func TestATableIsReadInWhateverFormItComes(t *testing.T) {
	utf16 := func(text string, order unicode.Endianness) string {
		out, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, c := range map[string]struct {
		content, encoding, delimiter string
		rows                         []string
	}{
		"plain":               {"a,b\n1,2\n", UTF8, ",", []string{"2:1|2"}},
		"no end of line":      {"a,b\n1,2", UTF8, ",", []string{"2:1|2"}},
		"CRLF":                {"a;b\r\n1;2\r\n3;4\r\n", UTF8, ";", []string{"2:1|2", "3:3|4"}},
		"bare CR":             {"a\tb\r1\t2\r3\t4\r", UTF8, "\t", []string{"2:1|2", "3:3|4"}},
		"bars":                {"a|b\n1|2\n", UTF8, "|", []string{"2:1|2"}},
		"one column":          {"a\nb,c\n", UTF8, ",", []string{"2:row-ragged"}},
		"UTF-8 with mark":     {"\xEF\xBB\xBFa,b\nä,2\n", UTF8, ",", []string{"2:ä|2"}},
		"UTF-16 little":       {utf16("a,b\nä,😀\n", unicode.LittleEndian), UTF16LE, ",", []string{"2:ä|😀"}},
		"UTF-16 big":          {utf16("a,b\nä,😀\n", unicode.BigEndian), UTF16BE, ",", []string{"2:ä|😀"}},
		"ISO-8859-1":          {"a;b\nStr\xF6m;2\n", Latin1, ";", []string{"2:Ström|2"}},
		"Windows-1252":        {"a;b\n\x80 5;\xFC\n", Windows1252, ";", []string{"2:€ 5|ü"}},
		"several lines":       {"a,b\n\"x\r\ny\n\nz\",2\n3,4\n", UTF8, ",", []string{"2:x\ny\n\nz|2", "6:3|4"}},
		"quotes":              {"a,b\n\"he said \"\"hi\"\"\",\"\"\n", UTF8, ",", []string{"2:he said \"hi\"|"}},
		"quotes within plain": {"a,b\n5\" disk,\"c\"\n", UTF8, ",", []string{"2:5\" disk|c"}},
		"stray quote":         {"a,b\n\"x \"y\" z\",2\n3,4\n", UTF8, ",", []string{"2:x \"y\" z|2", "3:3|4"}},
		"empty lines":         {"a,b\n\n1,2\n\r\n3,4\n\n", UTF8, ",", []string{"3:1|2", "5:3|4"}},
		"trailing delimiter":  {"a,b\n1,2,\n1,2,,\n", UTF8, ",", []string{"2:1|2", "3:1|2"}},
		"ragged":              {"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,1,1\n", UTF8, ",", []string{"2:1|2|3", "3:row-ragged", "4:row-ragged", "5:1|1|1"}},
		"sep line":            {"sep=|\na|b,c\n1|2,3\n", UTF8, "|", []string{"3:1|2,3"}},
		"commas in text":      {"a;b\n1,5;2,5\n3,25;4,5\n", UTF8, ";", []string{"2:1,5|2,5", "3:3,25|4,5"}},
		"quote never closed":  {"a,b\n1,2\n3,\"4\n5,6\n", UTF8, ",", []string{"2:1|2", "3:quote-unclosed"}},
		"stray over lines":    {"a,b\n\"1 \"x\ny\",2\n5,6\n", UTF8, ",", []string{"2:quote-stray", "4:5|6"}},
		"NUL":                 {"a,b\n1\x00,2\n" + strings.Repeat("3,4\n", 3), UTF8, ",", []string{"2:1|2nul-removed", "3:3|4", "4:3|4", "5:3|4"}},
	} {
		t.Run(name, func(t *testing.T) {
			table, rows := readAll(t, []byte(c.content), Options{})
			if !reflect.DeepEqual(rows, c.rows) {
				t.Errorf("rows %q, want %q", rows, c.rows)
			}
			if facts := table.Facts(); facts.Encoding != c.encoding || facts.Delimiter != c.delimiter {
				t.Errorf("found %s and %q, want %s and %q", facts.Encoding, facts.Delimiter, c.encoding, c.delimiter)
			}
		})
	}
}

func TestAFewDamagedBytesDoNotChangeTheEncoding(t *testing.T) {
	content := "a,b\n" + strings.Repeat("ä,ö\n", 50) + "x\xFFy,2\n"
	table, rows := readAll(t, []byte(content), Options{})
	if last := rows[len(rows)-1]; last != "52:x\uFFFDy|2text-damaged" || table.Facts().Encoding != UTF8 {
		t.Errorf("last row %q in %s", last, table.Facts().Encoding)
	}
}

func TestCharactersCutByABlockAreStillWhole(t *testing.T) {
	for shift := range 8 {
		content := "a,b\n" + strings.Repeat("x", shift) + strings.Repeat("ä€😀", 20_000) + ",2\n"
		table, rows := readAll(t, []byte(content), Options{})
		if table.Facts().Encoding != UTF8 || len(rows) != 1 || strings.Contains(rows[0], "damaged") {
			t.Fatalf("shift %d: %s, %d rows", shift, table.Facts().Encoding, len(rows))
		}
	}
}

func TestAPackedTableIsUnpacked(t *testing.T) {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	fmt.Fprint(zip, "a,b\n1,2\n")
	zip.Close()
	table, rows := readAll(t, packed.Bytes(), Options{})
	if table.Facts().Compression != "gzip" || !reflect.DeepEqual(rows, []string{"2:1|2"}) {
		t.Errorf("%+v %q", table.Facts(), rows)
	}
	if read, total := table.Progress(); read != total || total != int64(packed.Len()) {
		t.Errorf("progress %d of %d, the file has %d", read, total, packed.Len())
	}
	_, err := Read(bytes.NewReader(packed.Bytes()[:packed.Len()-6]), Options{TempDir: t.TempDir()})
	if code(err) != "gzip-damaged" {
		t.Errorf("a file cut off: %v", err)
	}
}

func TestFilesThatAreNoTableAreRefusedWithTheReason(t *testing.T) {
	for want, content := range map[string]string{
		"table-empty":    "",
		"format-other":   "PK\x03\x04xlsx",
		"table-not-text": strings.Repeat("a\x00", 200),
	} {
		if _, err := Read(strings.NewReader(content), Options{TempDir: t.TempDir()}); code(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := Read(strings.NewReader("a,b\n1,2\n"), Options{SizeLimit: 4, TempDir: t.TempDir()}); code(err) != "table-too-large" {
		t.Errorf("too large: %v", err)
	}
}

func code(err error) string {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return fmt.Sprint(err)
}

func TestALongFieldIsRefusedAndTheNextRowRead(t *testing.T) {
	long := strings.Repeat("x", 2000)
	content := "a,b\n" + long + ",1\n\"" + long + "\n" + long + "\",2\n3,4\n" + strings.Repeat("y", 900) + "," + strings.Repeat("y", 900) + "\n5,6\n"
	_, rows := readAll(t, []byte(content), Options{FieldLimit: 1000, RowLimit: 1500})
	want := []string{"2:field-too-long", "3:field-too-long", "5:3|4", "6:row-too-long", "7:5|6"}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("rows %q, want %q", rows, want)
	}
}

func TestColumnNamesAreUniqueAndTheChangeIsTold(t *testing.T) {
	table, _ := readAll(t, []byte("Variant,Variant index,Variant,,Variant (2), spaced  name\n1,2,3,4,5,6\n"), Options{})
	want := []string{"Variant", "Variant index", "Variant (3)", "Column 4", "Variant (2)", "spaced name"}
	if facts := table.Facts(); !reflect.DeepEqual(facts.Columns, want) || len(facts.Renamed) != 2 {
		t.Errorf("columns %q, renamed %v", facts.Columns, facts.Renamed)
	}
	names, renamed := uniqueNames([]string{"Variant", "Variant index", "Variant"})
	if names[2] != "Variant (2)" || renamed[0].Position != 3 {
		t.Errorf("%q %v", names, renamed)
	}
}

func TestOpenReadsAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	row, err := table.Next()
	if err != nil || row.Fields[1] != "2" || len(table.Facts().Fingerprint) != 64 {
		t.Errorf("%v %v %v", row, err, table.Facts())
	}
}

// What a correct writer writes is read back as it was, but for line ends.
func FuzzWrittenTablesAreReadBack(f *testing.F) {
	f.Add("a", "b\"c", "x\r\ny", "")
	f.Add("1,2", ";", "\t", "|\"")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		rows := [][]string{{"one", "two"}, {"x" + a, b}, {"x" + c, d}}
		if err := w.WriteAll(rows); err != nil {
			return
		}
		s := newScanner(&out, ',', Options{}.withDefaults())
		for _, row := range rows {
			got, err := s.next()
			if err != nil {
				t.Fatalf("%q: %v", rows, err)
			}
			for i, want := range row {
				want = strings.ReplaceAll(strings.ReplaceAll(want, "\r\n", "\n"), "\r", "\n")
				if got.Fields[i] != want {
					t.Fatalf("%q became %q", want, got.Fields[i])
				}
			}
		}
	})
}

// Whatever the bytes, reading ends, lines grow, and each row fits the header.
func FuzzForeignBytes(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\n3\"\r4,5"))
	f.Add([]byte("\xFF\xFEa\x00,\x00b\x00\n\x00"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("sep=;\n\"a\"b;c\n\"\"\"\n"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		table, err := Read(bytes.NewReader(content), Options{FieldLimit: 200, RowLimit: 500, SizeLimit: 1 << 20, TempDir: dir})
		if err != nil {
			return
		}
		defer table.Close()
		last := 0
		for {
			row, err := table.Next()
			var refused *problem.Problem
			if errors.As(err, &refused) {
				continue
			}
			if err != nil {
				break
			}
			if row.Line <= last || len(row.Fields) != len(table.Facts().Columns) {
				t.Fatalf("row %+v after line %d", row, last)
			}
			last = row.Line
		}
	})
}

func BenchmarkRows(b *testing.B) {
	var content bytes.Buffer
	fmt.Fprintln(&content, strings.TrimSuffix(strings.Repeat("column,", 36), ","))
	row := strings.TrimSuffix(strings.Repeat("Group 12,", 36), ",")
	for content.Len() < 32<<20 {
		fmt.Fprintln(&content, row)
	}
	path := filepath.Join(b.TempDir(), "t.csv")
	if err := os.WriteFile(path, content.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(content.Len()))
	rows := 0
	for b.Loop() {
		table, err := Open(path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		for {
			if _, err := table.Next(); err != nil {
				break
			}
			rows++
		}
		table.Close()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
